// A page that is served hears of every save: what is wrong, what is being made, and when there is a new cut.
let source = null, cut = live.cut, swapping = null, failed = [], build = {busy: false}, line_ = "";
function hear() {
  if (!live.events) return;
  document.addEventListener("visibilitychange", () => document.hidden ? leave() : listen());  // a browser has six lines to a server
  if (!document.hidden) listen();
}
function leave() { source?.close(); source = null; }
function listen() {
  leave();
  source = new EventSource(live.events);
  source.addEventListener("said", event => { heard = true; said_(JSON.parse(event.data)); });
  source.addEventListener("making", event => making(JSON.parse(event.data)));
  source.addEventListener("cut", event => { const told = JSON.parse(event.data); if (told.cut !== cut) swap(told.cut); });
  source.addEventListener("over", () => { leave(); status("over"); });
  source.onopen = () => status("live");
  source.onerror = () => status("lost");
}

// The worst that is so is told; what changes all the time stands beside what is read out.
const LINES = {over: "Preview has ended", lost: "Waiting for milimo", live: "Live"};
function status(line = line_) {
  line_ = line;
  const field = $("status"), cold = line === "over" || line === "lost";
  const [kind, words, act] = cold ? [line, LINES[line]]
    : errors.length ? ["failed", count(errors.length, "error"), () => overlay(true)]
    : build.busy ? ["busy", "Making"]
    : failed.length ? ["failed", `${failed.length} failed`, () => $("said").scrollIntoView()]
    : [line, LINES[line]];
  field.hidden = !words;
  field.className = `status ${kind}`;
  if (!field.firstChild) field.append(el("span", {role: "status"}), el("span.left"));
  const [said, left] = field.children;
  if (said.textContent !== words) said.replaceChildren(act ? el("button", {type: "button", onclick: act, title: "Show them"}, words) : words || "");
  left.textContent = kind === "busy" && build.left ? `${spent(Math.max(1, build.left))} left` : "";
}

// ------------------------------------------------------------ what is being made

const SOON = 700;  // milliseconds: what is made before does not move the page about
let since = 0;
const failures = shot => failed.filter(one => one.unit.startsWith(`${shot.slate}/`));
function making(told) {
  const field = $("making"), before = JSON.stringify(failed);
  build = told;
  failed = told.failed;
  status();
  if (!told.busy) since = 0;
  else if (!since) { since = performance.now(); setTimeout(() => making(build), SOON); }
  field.hidden = !told.busy || film.film && performance.now() - since < SOON;
  for (const one of document.querySelectorAll(".shot[data-state]")) one.removeAttribute("data-state");
  film.shots.forEach((shot, here) => {
    const lost = failures(shot).length, state = told.shots[shot.id] || (lost ? {} : null), figure = state && document.querySelector(`.shot[data-at="${here}"]`);
    if (figure) { figure.dataset.state = lost ? "failed" : state.state; fresh(figure, state); }
  });
  draw();
  still();
  if (before !== JSON.stringify(failed)) { notes(); if (player.shown >= 0) fill(player.shown); }
  if (!told.busy) return field.replaceChildren();
  field.replaceChildren(
    el("header", {}, el("h2", {}, "Making"), el("progress", {max: told.total || 1, value: told.finished, "aria-label": "Units made"}),
      el("p.mono", {}, `${told.finished} / ${told.total}${told.left ? `   ${spent(Math.max(1, told.left))} left` : ""}`)),
    el("ul", {}, told.making.map(one => el("li", {},
      one.preview ? el("img", {src: one.preview, alt: `How ${one.unit} looks so far`}) : null,
      el("p", {}, el("b", {}, one.unit), el("span", {}, one.doing), el("progress", {max: 1, value: one.done || 0, "aria-label": `${one.unit} so far`}))))),
    ...told.failed.slice(0, 6).map(one => el("p.failure", AUTO, el("b", {}, one.unit), " ", one.reason, one.remedy ? `; ${one.remedy}` : "")));
}
function fresh(figure, state) {  // the picture that was just made, before there is a cut with it
  const image = figure.querySelector("img");
  if (!state.poster) return;
  if (image) { if (image.getAttribute("src") !== state.poster) { image.src = state.poster; image.addEventListener("load", draw, {once: true}); } }
  else figure.querySelector(".blank")?.replaceWith(el("img", {src: state.poster, alt: about(film.shots[figure.dataset.at]), "data-take": film.shots[figure.dataset.at].id, width: film.size[0], height: film.size[1]}));
}

// ------------------------------------------------------------ a new cut

// The page is asked for again and its parts take the old ones' places; the film goes on where it was.
async function swap(next) {
  if (swapping) { swapping = next; return; }
  swapping = next;
  try {
    const answer = await fetch(live.page, {cache: "no-store"});
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const then = film, now = JSON.parse(page.getElementById("data").textContent), first = !video;
    const given = document.adoptNode(page.getElementById("video") || document.createElement("p"));
    const other = given.id === "video" && given.getAttribute("src") !== video?.getAttribute("src");
    if (other && !await ready(given, now, placeIn(then, now, player.frame))) return;
    const frame = placeIn(then, now, player.frame), scroll = scrollY, words = $("words").scrollTop, refocus = focused(then, now);
    for (const id of ["title", "facts", "sheet", "words"]) $(id).replaceChildren(...page.getElementById(id).childNodes);
    document.title = page.title;
    cut = page.documentElement.dataset.cut;
    film = now;
    readSheet();
    $("transport").hidden = !film.frames;
    player.shown = player.frame = -1;
    if (other) replaceFilm(given, frame); else show(frame);
    readFilm();
    if (heard) notes(); else said_(film.remarks);
    if (build.busy || failed.length) making(build);
    $("words").scrollTop = words;
    refocus();
    scrollTo({top: scroll, behavior: "instant"});
    if (!first) announce("A new cut");
  } finally {
    const latest = swapping;
    swapping = null;
    if (latest !== next) swap(latest);
  }
}

// What has the focus is gone with a part that is made anew: gives what puts it on the same thing again.
function focused(then, now) {
  const one = document.activeElement, field = one?.closest("#sheet, #words, #card, #said");
  if (!field || one === field) return () => {};
  const all = () => [...field.querySelectorAll("a, button, [tabindex]")], at = all().indexOf(one), words = one.textContent, shot = one.dataset.go;
  return () => {
    const there = all(), found = shot !== undefined ? field.querySelector(`[data-go="${same(then, now, Number(shot))}"]`)
      : there[at]?.textContent === words ? there[at] : there.find(other => words && other.textContent === words) || there[Math.min(at, there.length - 1)];
    if (document.activeElement === document.body) found?.focus({preventScroll: true});
  };
}
