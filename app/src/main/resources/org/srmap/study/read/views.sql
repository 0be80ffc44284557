-- What can be asked of a study beside the table "results" (one row per photo, model and preset).

-- One row per photo and model: a prediction does not depend on the preset.
CREATE VIEW predictions AS
SELECT file, model,
    any_value(label) AS label,
    any_value(truth) AS truth,
    any_value(top1) AS top1,
    any_value(top1_name) AS top1_name,
    any_value(top5_probabilities[1]) AS top1_probability,
    any_value(truth_probability) AS truth_probability,
    any_value(correct) AS correct,
    any_value(list_contains(top5, truth)) AS correct_top5,
    CASE WHEN bool_and(error IS NOT NULL) THEN any_value(error) END AS error
FROM results
GROUP BY file, model;

-- What each model calls the labels of the data set; what it has no class for is called as "other_names" has it. Both tables
-- are made from study.json.
CREATE VIEW label_names AS
SELECT r.model, r.label, coalesce(any_value(c.name), any_value(o.name)) AS name
FROM (SELECT DISTINCT model, label, truth FROM results WHERE label IS NOT NULL) r
LEFT JOIN class_names c ON c.model = r.model AND c.class = r.truth
LEFT JOIN other_names o ON o.label = r.label
GROUP BY r.model, r.label;

-- Accuracy per model; "mean_class" is the mean of the classes' accuracies.
CREATE VIEW accuracy AS
SELECT p.model,
    count(*) AS photos,
    count(error) AS failed,
    count(correct) AS judged,
    count_if(correct) AS "right",
    count_if(correct) / nullif(count(correct), 0) AS top1,
    count_if(correct IS NOT NULL AND correct_top5) / nullif(count(correct), 0) AS top5,
    any_value(c.mean_class) AS mean_class
FROM predictions p
LEFT JOIN (
    SELECT model, avg(accuracy) AS mean_class
    FROM (
        SELECT model, label, count_if(correct) / nullif(count(correct), 0) AS accuracy
        FROM predictions WHERE label IS NOT NULL GROUP BY model, label)
    GROUP BY model) c ON c.model = p.model
GROUP BY p.model
ORDER BY p.model;

-- Accuracy per model and class, and what the class is taken for most often when it is not recognized.
CREATE VIEW classes AS
SELECT p.model, p.label,
    any_value(n.name) AS name,
    count(*) AS photos,
    count(correct) AS judged,
    count_if(correct) AS "right",
    count_if(correct) / nullif(count(correct), 0) AS accuracy,
    avg(truth_probability) AS mean_probability,
    mode(top1_name) FILTER (NOT correct) AS taken_for
FROM predictions p
LEFT JOIN label_names n ON n.model = p.model AND n.label = p.label
WHERE p.label IS NOT NULL
GROUP BY p.model, p.label
ORDER BY p.model, accuracy, p.label;

-- Which classes are taken for which.
CREATE VIEW confusion AS
SELECT p.model, p.label,
    any_value(n.name) AS name,
    p.top1_name AS predicted,
    count(*) AS photos,
    avg(p.top1_probability) AS mean_probability
FROM predictions p
LEFT JOIN label_names n ON n.model = p.model AND n.label = p.label
WHERE NOT p.correct
GROUP BY p.model, p.label, p.top1_name
ORDER BY photos DESC, p.model, p.label, predicted;

-- Photos that model "a" gets right and model "b" wrong, the clearest first, and where each looked (with preset "p",
-- else the first).
CREATE MACRO disagreements(a, b, p := NULL) AS TABLE
SELECT x.file, x.label, n.name,
    x.top1_name AS a_says, x.top1_probability AS a_probability,
    y.top1_name AS b_says, y.top1_probability AS b_probability,
    coalesce(x.truth_probability, 0) - coalesce(y.truth_probability, 0) AS margin,
    ra.spread AS a_spread, rb.spread AS b_spread,
    ra.inside AS a_inside, rb.inside AS b_inside
FROM predictions x
JOIN predictions y ON y.file = x.file
LEFT JOIN label_names n ON n.model = x.model AND n.label = x.label
LEFT JOIN results ra ON ra.file = x.file AND ra.model = a
    AND ra.preset = coalesce(p, (SELECT min(preset) FROM results))
LEFT JOIN results rb ON rb.file = x.file AND rb.model = b
    AND rb.preset = coalesce(p, (SELECT min(preset) FROM results))
WHERE x.model = a AND y.model = b AND x.correct AND NOT y.correct
ORDER BY margin DESC, x.file;

-- How the attention of each photo is spread; "spread" is the root mean square distance of the SR mass from its centroid
-- in diagonals of the photo.
CREATE VIEW attention AS
SELECT r.file, r.model, r.preset, r.label, n.name, r.top1_name, r.correct, r.spread, r.area_share, r.relevance_share, r.areas,
    r.inside
FROM results r
LEFT JOIN label_names n ON n.model = r.model AND n.label = r.label
WHERE r.spread IS NOT NULL;

-- Attention where a model is right and where it is wrong.
CREATE VIEW habits AS
SELECT model, preset, correct,
    count(*) AS photos,
    avg(spread) AS spread,
    avg(area_share) AS area_share,
    avg(relevance_share) AS relevance_share,
    avg(areas) AS areas,
    avg(inside) AS inside
FROM attention
GROUP BY model, preset, correct
ORDER BY model, preset, correct DESC NULLS LAST;

-- Classes by the share of their SR mass that lies on the object, the lowest first.
CREATE VIEW outside AS
SELECT model, preset, label,
    any_value(name) AS name,
    count(*) AS photos,
    avg(inside) AS inside,
    count_if(a.inside < 0.5) AS mostly_outside
FROM attention a
WHERE a.inside IS NOT NULL AND label IS NOT NULL
GROUP BY model, preset, label
ORDER BY avg(a.inside), model, preset, label;

-- Photos that could not be explained, with the reason.
CREATE VIEW errors AS
SELECT file, model, preset, error FROM results WHERE error IS NOT NULL ORDER BY file, model, preset;
