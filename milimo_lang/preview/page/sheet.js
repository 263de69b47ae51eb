// The contact sheet and the transcript: they are in the page already, and learn to move the film.
function sheet() {
  $("page").addEventListener("click", event => {
    const frame = event.target.closest("[data-go]"), line = event.target.closest("[data-frame]");
    if (!frame && !line || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (frame) { go(Number(frame.dataset.go), !playing()); openTab("card"); }
    else seek(Number(line.dataset.frame), !playing());
  });
  on("shot", shot => {
    document.querySelector(".shot.now")?.classList.remove("now");
    document.querySelector(".frame[aria-current]")?.removeAttribute("aria-current");
    const here = document.querySelector(`.shot[data-at="${shot}"]`);
    here?.classList.add("now");
    here?.querySelector(".frame").setAttribute("aria-current", "true");
  });
  on("frame", spoken);
  on("shot", reveal);
  readSheet();
}
let lines = [];
function readSheet() {
  lines = [...document.querySelectorAll(".script [data-frame]")];
  for (const made of document.querySelectorAll(".script a:not([href]), .frame:not([href])")) made.href = "#";
  lines.forEach(line => { line.first = Number(line.dataset.frame); line.end = Number(line.dataset.end); });
}
let said = null;
function spoken(frame) {
  const now = lines.findLast(line => line.first <= frame && frame < line.end) || null;
  if (now === said) return;
  said?.classList.remove("now");
  said = now;
  now?.classList.add("now");
  reveal();
}
function reveal() {  // the line that is spoken, or comes next, in the middle of the transcript
  const words = $("words"), line = said || lines.find(one => one.first >= player.frame);
  if (!line || words.hidden || words.scrollHeight <= words.clientHeight) return;
  const by = line.getBoundingClientRect().top - words.getBoundingClientRect().top - words.clientHeight / 2;
  words.scrollBy({top: by, behavior: calm.matches || !playing() ? "auto" : "smooth"});
}

// ------------------------------------------------------------ what stands beside the film

const TABS = [["card", "Shot"], ["words", "Transcript"]];
function tabs() {
  $("tabs").replaceChildren(...TABS.map(([id, name]) => el("button", {type: "button", role: "tab", id: `tab-${id}`, "aria-controls": id, onclick: () => openTab(id),
    onkeydown: event => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      event.preventDefault(); event.stopPropagation();
      const other = TABS.find(([one]) => one !== id)[0];
      openTab(other); $(`tab-${other}`).focus();
    }}, name)));
  for (const [id] of TABS) { $(id).setAttribute("role", "tabpanel"); $(id).setAttribute("aria-labelledby", `tab-${id}`); $(id).tabIndex = 0; }
  $("tabs").hidden = false;
  openTab("card");
}
function openTab(chosen) {
  for (const [id] of TABS) {
    $(id).hidden = id !== chosen;
    const tab = $(`tab-${id}`);
    tab.setAttribute("aria-selected", id === chosen);
    tab.tabIndex = id === chosen ? 0 : -1;
    edge(id);
  }
  reveal();
}
