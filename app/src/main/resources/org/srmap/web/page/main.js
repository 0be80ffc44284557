// Starts the page.

import { json } from "./api.js";
import { find, notice } from "./element.js";
import { startBars } from "./photo/bars.js";
import { offer, startControls } from "./photo/controls.js";
import { examples, startIntake } from "./photo/intake.js";
import { restore, startLink } from "./photo/link.js";
import { startReadout } from "./photo/readout.js";
import { startSave } from "./photo/save.js";
import { startStage } from "./photo/stage.js";
import { startWhatIf } from "./photo/whatif.js";
import { changed, state } from "./state.js";
import { startStudy } from "./study/study.js";
import { startTheme } from "./theme.js";
import { showView, startViews } from "./views.js";

startTheme();
startIntake();
startStage();
startBars();
startReadout();
startControls();
startWhatIf();
startSave();
startLink();
startViews();
startStudy();
try {
  state.offer = await json("/api/models");
  offer(state.offer);
  examples(state.offer.examples);
  find("nav").hidden = !state.offer.study;
  changed("look");
  restore();
  if (state.offer.study) showView();
} catch (e) {
  notice(e.message);
}
document.documentElement.dataset.ready = "yes";
