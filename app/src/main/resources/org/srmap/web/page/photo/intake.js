// How a photo gets in: dropped, pasted, chosen, or an example.

import { picture } from "../api.js";
import { find, make, notice } from "../element.js";
import { changed, state } from "../state.js";
import { Pane, askAll } from "./pane.js";

export function startIntake() {
  const file = find("file");
  find("choose").onclick = () => file.click();
  file.onchange = () => {
    if (file.files[0]) take(file.files[0]);
    file.value = "";
  };
  find("again").onclick = leave;
  for (const type of ["dragover", "dragenter"]) addEventListener(type, (event) => over(event, true));
  addEventListener("dragleave", (event) => event.relatedTarget ?? over(event, false));
  addEventListener("drop", (event) => {
    over(event, false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) take(dropped);
    else notice("This is not a file. Save the picture first, then drop the file.");
  });
  addEventListener("paste", (event) => {
    const pasted = [...event.clipboardData.files][0];
    if (pasted) take(pasted);
  });
}

function over(event, on) {
  event.preventDefault();
  document.body.classList.toggle("dropping", on);
}

/** Pictures of the examples, for those who have no photo at hand. */
export function examples(names) {
  find("examples-box").hidden = names.length === 0;
  find("examples").replaceChildren(
    ...names.map((name) => {
      const item = make("li");
      const button = make("button");
      const image = Object.assign(make("img"), { width: 180, height: 135, alt: "", src: `/api/photos/${name}` });
      button.append(image, name.replace("-", " "));
      button.onclick = () => open({ id: name, name: name.replace("-", " ") });
      item.append(button);
      return item;
    }),
  );
}

function take(file) {
  open({ file, name: file.name });
}

/** Shows and explains a photo: a file, or one that the server has. */
export async function open({ id = null, file = null, name, panes, edits = [] }) {
  notice("");
  state.panes.forEach((pane) => pane.request?.abort());
  const fresh = () => [new Pane({ model: state.offer.models[0].name, lrp: state.offer.models[0].preset ?? state.offer.default_preset })];
  const kept = state.photo ? state.panes.map((pane) => new Pane({ model: pane.model, lrp: pane.lrp })) : fresh();
  const photo = { id, file, name, bitmap: null, edits, original: null };
  state.panes = panes ?? kept;
  state.active = Math.min(state.active, state.panes.length - 1);
  state.photo = photo;
  state.view = { scale: 1, x: 0.5, y: 0.5 };
  state.lit = 0;
  find("intake").hidden = true;
  find("work").hidden = false;
  find("name").textContent = name;
  changed("photo", "panes", "result", "view", "link");
  const shown = show(photo);
  await askAll();
  await shown;
  if (photo === state.photo && !photo.bitmap && photo.id) await show({ ...photo, file: null }, photo);
  changed("photo", "link");
}

async function show(source, into = source) {
  try {
    into.bitmap = source.file
      ? await createImageBitmap(source.file, { imageOrientation: "from-image" })
      : source.id ? await picture(source.id) : null;
    changed("photo");
  } catch {
    into.bitmap = null; // no picture for this browser; the server's copy follows
  }
}

/** Back to the beginning. */
export function leave() {
  state.panes.forEach((pane) => pane.request?.abort());
  state.photo = null;
  state.panes = [];
  find("work").hidden = true;
  find("intake").hidden = false;
  find("choose").focus();
  changed("photo", "panes", "result", "link");
}
