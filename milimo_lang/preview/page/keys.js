// The keyboard, as at an editing table.
const KEYS = [
  ["Space", "Play, pause"], ["L", "Play; again: faster"], ["K", "Stop"], ["J", "Play backwards; again: faster"],
  ["← →", "A frame back, on"], ["Shift ← →", "A second back, on"], ["↑ ↓", "The shot before, the next"], ["Home End", "First frame, last frame"],
  ["+ − 0", "Timeline: closer, wider, all"], ["M", "Sound on, off"], ["C", "Captions"], ["F", "Full screen"], ["T", "Shot, transcript"], ["D", "Dark, light"], ["?", "These keys"], ["Esc", "Close what lies over the page"],
];
const ACTS = {
  " ": toggle, k: halt, l: faster, j: slower, m: () => { if (video) video.muted = !video.muted; }, c: captions, f: full, d: look,
  t: () => openTab($("card").hidden ? "card" : "words"), "?": help, ArrowUp: () => hop(-1), ArrowDown: () => hop(1),
  Home: () => seek(0, true), End: () => seek(last(), true), "+": () => zoomTo(view.zoom * 1.6), "=": () => zoomTo(view.zoom * 1.6), "-": () => zoomTo(view.zoom / 1.6), "0": () => zoomTo(1),
};
function keys() {
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { if (!$("over").hidden) dismiss(); return; }
    if ($("help").open && event.key !== "?") return;
    if (event.target.matches("input, textarea, select") || event.key === " " && event.target.closest("button")) return;
    const long = Math.ceil(fps() - 1e-9);
    const act = event.key === "ArrowLeft" ? () => step(event.shiftKey ? -long : -1) : event.key === "ArrowRight" ? () => step(event.shiftKey ? long : 1) : ACTS[event.key] || ACTS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
function help() {
  const field = $("help");
  if (field.open) return field.close();
  field.replaceChildren(el(".top", {}, el("h2", {id: "help-title"}, "Keys"), button("close", "Close", () => field.close(), "Esc")),
    el("dl", {}, KEYS.map(([key, does]) => el("div", {}, el("dt", {}, key.split(" ").map(one => el("kbd", {}, one))), el("dd", {}, does)))));
  field.showModal();
}
// A cookie, because every preview has a port of its own and so a storage of its own; a page on a disk has no cookies.
const KEPT = /(?:^|; )milimo-look=(light|dark)/;
function savedLook() {
  try { return KEPT.exec(document.cookie)?.[1] || localStorage.getItem("milimo-look"); } catch { return null; }
}
function look() {
  const now = document.documentElement.dataset.look || (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
  const next = now === "light" ? "dark" : "light";
  setLook(next);
  try {
    if (live.events) document.cookie = `milimo-look=${next}; path=/; max-age=31536000; samesite=strict`;
    else localStorage.setItem("milimo-look", next);
  } catch { /* it lasts as long as the page */ }
}
function setLook(name) {
  if (name === "light" || name === "dark") document.documentElement.dataset.look = name;
  tell("look");
}
matchMedia("(prefers-color-scheme: light)").addEventListener("change", () => tell("look"));
