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

-- What each model calls the labels of the data set, as far as it ever named them.
CREATE VIEW label_names AS
SELECT model, label, min(name) AS name
FROM (
    SELECT model, label, CASE WHEN target = truth THEN target_name ELSE top5_names[list_position(top5, truth)] END AS name
    FROM results
    WHERE label IS NOT NULL)
WHERE name IS NOT NULL
GROUP BY model, label;

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
SELECT model, label, top1_name AS predicted, count(*) AS photos, avg(top1_probability) AS mean_probability
FROM predictions
WHERE NOT correct
GROUP BY model, label, top1_name
ORDER BY photos DESC, model, label, predicted;

-- Photos that model "a" gets right and model "b" wrong, the clearest first, and where each looked (with preset "p",
-- else the first).
CREATE MACRO disagreements(a, b, p := NULL) AS TABLE
SELECT x.file, x.label,
    x.top1_name AS a_says, x.top1_probability AS a_probability,
    y.top1_name AS b_says, y.top1_probability AS b_probability,
    coalesce(x.truth_probability, 0) - coalesce(y.truth_probability, 0) AS margin,
    ra.spread AS a_spread, rb.spread AS b_spread,
    ra.inside AS a_inside, rb.inside AS b_inside
FROM predictions x
JOIN predictions y ON y.file = x.file
LEFT JOIN results ra ON ra.file = x.file AND ra.model = a
    AND ra.preset = coalesce(p, (SELECT min(preset) FROM results))
LEFT JOIN results rb ON rb.file = x.file AND rb.model = b
    AND rb.preset = coalesce(p, (SELECT min(preset) FROM results))
WHERE x.model = a AND y.model = b AND x.correct AND NOT y.correct
ORDER BY margin DESC, x.file;

-- How the attention of each photo is spread; "spread" is the root mean square distance of the SR mass from its centroid
-- in diagonals of the photo.
CREATE VIEW attention AS
SELECT file, model, preset, label, top1_name, correct, spread, area_share, relevance_share, areas, inside
FROM results
WHERE spread IS NOT NULL;

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
SELECT a.model, a.preset, a.label,
    any_value(n.name) AS name,
    count(*) AS photos,
    avg(inside) AS inside,
    count_if(inside < 0.5) AS mostly_outside
FROM attention a
LEFT JOIN label_names n ON n.model = a.model AND n.label = a.label
WHERE inside IS NOT NULL AND a.label IS NOT NULL
GROUP BY a.model, a.preset, a.label
ORDER BY inside, a.model, a.preset, a.label;

-- Photos that could not be explained, with the reason.
CREATE VIEW errors AS
SELECT file, model, preset, error FROM results WHERE error IS NOT NULL ORDER BY file, model, preset;
