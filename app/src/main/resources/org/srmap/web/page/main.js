// Starts the page.

import { json } from "./api.js";
import { startBars } from "./bars.js";
import { offer, startControls } from "./controls.js";
import { examples, notice, startIntake } from "./intake.js";
import { restore, startLink } from "./link.js";
import { startReadout } from "./readout.js";
import { startSave } from "./save.js";
import { startStage } from "./stage.js";
import { changed, state } from "./state.js";
import { route, startStudy } from "./study.js";
import { startTheme } from "./theme.js";
import { startWhatIf } from "./whatif.js";

startTheme();
startIntake();
startStage();
startBars();
startReadout();
startControls();
startWhatIf();
startSave();
startLink();
startStudy();
try {
  state.offer = await json("/api/models");
  offer(state.offer);
  examples(state.offer.examples);
  document.getElementById("nav").hidden = !state.offer.study;
  changed("look");
  restore();
  if (state.offer.study) await route();
} catch (e) {
  notice(e.message);
}
document.documentElement.dataset.ready = "yes";
