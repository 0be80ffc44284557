// Talks to the server that this page comes from.

/** What the server refused, in words for people. */
class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function asked(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", ...options });
  } catch (e) {
    if (e.name === "AbortError") throw e;
    throw new Problem(0, "The server does not answer. Is srmap serve still running?");
  }
  if (answer.ok) return answer;
  let detail = `The server said ${answer.status}.`;
  try {
    detail = (await answer.json()).detail ?? detail;
  } catch {
    // no JSON: the status says it
  }
  throw new Problem(answer.status, detail);
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Tries again while the server is busy, up to half a minute. */
async function patiently(request, signal) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await request();
    } catch (e) {
      if (e.status !== 503 || attempt >= 12 || signal?.aborted) throw e;
      await pause(1000 + 300 * attempt);
    }
  }
}

export async function json(path, signal) {
  return (await asked(path, { signal })).json();
}

/** Explains one class; `photo` is a File or the id of a photo that the server has. */
export async function explain({ photo, model, lrp, target, against }, signal) {
  const form = new FormData();
  const fields = { model, lrp, target, against };
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  if (typeof photo === "string") form.append("photo", photo);
  else form.append("photo", photo, photo.name || "photo");
  const answer = await patiently(() => asked("/api/explain", { method: "POST", body: form, signal }), signal);
  return answer.json();
}

/** A copy of a photo with regions changed; the id of the copy. */
export async function edited(photo, edits) {
  const path = `/api/photos/${encodeURIComponent(photo)}/edits`;
  const options = { method: "POST", body: JSON.stringify(edits), headers: { "Content-Type": "application/json" } };
  return (await (await asked(path, options)).json()).photo;
}

/** Hands a photo of the study over to the photo view: its id and name there. */
export async function studyPhoto(file) {
  return (await asked(`/api/study/open?file=${encodeURIComponent(file)}`, { method: "POST" })).json();
}

export async function bytes(path, signal) {
  return (await asked(path, { signal })).arrayBuffer();
}

export async function picture(photo, signal) {
  const answer = await patiently(() => asked(`/api/photos/${encodeURIComponent(photo)}`, { signal }), signal);
  return createImageBitmap(await answer.blob());
}
