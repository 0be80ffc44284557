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
try {
  state.offer = await json("/api/models");
  offer(state.offer);
  examples(state.offer.examples);
  changed("look");
  restore();
} catch (e) {
  notice(e.message);
}
document.documentElement.dataset.ready = "yes";
