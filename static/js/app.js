// Enhancement only: every page works without this file.
import { followThemeChoice } from "./theme.js";
import { openMenus } from "./menu.js";
import { guardSubmits } from "./forms.js";
import { focusErrorSummary } from "./error_summary.js";
import { keepDrafts } from "./drafts.js";
import { enhanceComboboxes } from "./combobox.js";
import { hearListKeys } from "./list_keys.js";
import { hearDeskKeys } from "./desk_keys.js";
import { countChosen } from "./choosing.js";
import { countAttendance } from "./attendance.js";
import { copyLinks } from "./copy_link.js";
import { openDialogs } from "./dialog.js";
import { showTextTools } from "./text_tools.js";
import { previewTexts } from "./preview.js";
import { keepTexts } from "./text_drafts.js";
import { keepReadingPlace } from "./reading_place.js";
import { showTermNotes } from "./term_notes.js";
import { offerHighlights } from "./own_notes.js";

followThemeChoice();
openMenus();
previewTexts();
guardSubmits();
focusErrorSummary();
keepDrafts();
keepTexts();
showTextTools();
enhanceComboboxes(document);
hearListKeys();
hearDeskKeys();
countChosen();
countAttendance();
copyLinks();
openDialogs();
keepReadingPlace();
showTermNotes();
offerHighlights();

// htmx is three times as large as all of the above, so only pages that ask for it load it. It starts by itself once the
// document is complete; before that it would wait for an event that has already passed.
async function startHtmx() {
  if (!document.querySelector("[hx-get], [hx-post], [hx-boost], [data-htmx]")) return;
  if (document.readyState !== "complete") {
    await new Promise((resume) => window.addEventListener("load", resume, { once: true }));
  }
  await import("htmx.org/dist/htmx.esm.js");
  document.addEventListener("htmx:load", (event) => enhanceComboboxes(event.target));
}

startHtmx();
