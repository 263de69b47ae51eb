// What everything else stands on: the film's data, elements made from text alone, time in frames.
const $ = id => document.getElementById(id);
let film = JSON.parse($("data").textContent);
const live = document.documentElement.dataset;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const listeners = {};
const on = (name, act) => (listeners[name] ||= []).push(act);
const tell = (name, value) => (listeners[name] || []).forEach(act => act(value));

// el("button.big", {title: "Play", onclick}, "text", child): text goes in as text, never as markup.
function el(what, having, ...inside) {
  const [tag, ...classes] = what.split(".");
  const made = document.createElement(tag || "div");
  put(made, inside);
  if (classes.length) made.className = classes.join(" ");
  for (const [name, value] of Object.entries(having || {})) {
    if (name.startsWith("on")) made[name] = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  return made;
}

const AUTO = {dir: "auto"};  // words of the film run as their letters do
// What is not there is left out.
function put(field, inside) {
  field.replaceChildren(...inside.flat().filter(one => one !== null && one !== undefined && one !== ""));
}

const ICONS = {
  play: "M7 4.5v15l12-7.5z", pause: "M7 5h3.5v14H7zM13.5 5H17v14h-3.5z",
  before: "M6 5h2v14H6zM19 5v14L9 12z", after: "M16 5h2v14h-2zM5 5v14l10-7z",
  back: "M15.5 6 9.5 12l6 6", on: "M8.5 6l6 6-6 6",
  sound: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15 9a4 4 0 0 1 0 6M17.5 6.5a8 8 0 0 1 0 11",
  mute: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
  words: "M4 6h16v12H4zM7 11h4M7 14.5h7M13 11h4M16 14.5h1", large: "M5 9V5h4M15 5h4v4M19 15v4h-4M9 19H5v-4",
  light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4",
  help: "M9.2 9.3a2.9 2.9 0 1 1 4.3 2.5c-1 .6-1.5 1.1-1.5 2.2M12 17.2v.1",
  copy: "M9 9h10v11H9zM5 15V4h10", close: "M6 6l12 12M18 6 6 18", in: "M12 6v12M6 12h12", out: "M6 12h12",
};
const FILLED = new Set(["play", "pause", "before", "after"]);

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg"), path = document.createElementNS(space, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  if (FILLED.has(name)) path.setAttribute("class", "full");
  svg.append(path);
  return svg;
}

const button = (name, label, act, keys) =>
  el("button.tool", {type: "button", "aria-label": label, title: keys ? `${label}  (${keys})` : label, onclick: act, "data-icon": name}, icon(name));
function redraw(made, name, label) {
  if (made.dataset.icon === name) return;
  made.dataset.icon = name;
  made.replaceChildren(icon(name));
  made.setAttribute("aria-label", label);
}

// ------------------------------------------------------------ time

const fps = () => film.rate[0] / film.rate[1];
const two = number => String(number).padStart(2, "0");
function timecode(frame) {
  const whole = Math.ceil(fps() - 1e-9), s = Math.floor(frame / whole);
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}:${two(frame % whole)}`;
}
const spent = s => s >= 90 ? `${Math.floor(s / 60)} min ${two(Math.round(s % 60))} s` : s >= 10 ? `${Math.round(s)} s` : s >= 1 ? `${s.toFixed(1)} s` : `${Math.round(s * 1000)} ms`;

// The shot that is shown at a film frame: its place in the film, -1 where there are no shots.
function shotAt(frame) {
  let low = 0, high = film.shots.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (film.shots[middle].start <= frame) low = middle; else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
const poster = shot => document.querySelector(`[data-take="${CSS.escape(shot.id)}"]`);
const about = shot => shot.about;
// Where a shot is seen alone: after the transition that leads into it.
function clear(shot) {
  const turn = film.transitions.find(one => one.in === shot.slate), end = turn ? turn.start + turn.frames : 0;
  return end > shot.start && end < shot.start + shot.frames ? end : shot.start;
}

// Where something is written: a link into the editor where the page is served from the folder, else words to copy.
function place(file, line, column) {
  const words = `${file}:${line}`;
  if (!live.root) return copied(words, "Copy the place");
  const path = `${live.root}/${file}`.split("/").map(encodeURIComponent).join("/");
  return el("span.place", {}, el("a", {href: `vscode://file/${path.replace(/^\//, "")}:${line}:${column || 1}`, title: "Open in the editor"}, words), copier(words, "Copy the place"));
}
function copier(words, label) {
  const made = button("copy", label, async event => {
    event.stopPropagation();
    try { await navigator.clipboard.writeText(words); } catch { byHand(words); }
    announce(`Copied: ${words}`);
  });
  made.classList.add("small");
  return made;
}
const copied = (words, label) => el("span.place", {}, el("code", AUTO, words), copier(words, label));
function byHand(words) {  // a page opened from a disk may have no clipboard
  const field = el("textarea", {readonly: true});
  field.value = words;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
}
function announce(words) {
  let said = $("announce");
  if (!said) document.body.append(said = el("p.announce", {id: "announce", role: "status"}));
  said.textContent = words;
  said.classList.add("shown");
  clearTimeout(announce.wait);
  announce.wait = setTimeout(() => said.classList.remove("shown"), 1800);
}
