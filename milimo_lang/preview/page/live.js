// A page that is served hears of every save: what is wrong, what is being made, and when there is a new cut.
let source = null, cut = live.cut, swapping = null;
function hear() {
  if (!live.events) return;
  document.addEventListener("visibilitychange", () => document.hidden ? leave() : listen());  // a browser has six lines to a server
  if (!document.hidden) listen();
}
function leave() { source?.close(); source = null; }
function listen() {
  leave();
  source = new EventSource(live.events);
  source.addEventListener("said", event => said_(JSON.parse(event.data)));
  source.addEventListener("making", event => making(JSON.parse(event.data)));
  source.addEventListener("cut", event => { const told = JSON.parse(event.data); if (told.cut !== cut) swap(told.cut); });
  source.addEventListener("over", () => { leave(); status("over", "Preview has ended"); });
  source.onopen = () => status("live", "Live");
  source.onerror = () => status("lost", "Waiting for milimo");
}
function status(kind, words) {
  const field = $("status");
  field.hidden = false;
  field.className = `status ${kind}`;
  if (field.textContent !== words) field.textContent = words;
}

// ------------------------------------------------------------ what is being made

function making(told) {
  const field = $("making");
  field.hidden = !told.busy;
  if (told.busy) status("busy", told.left ? `Making, ${spent(told.left)} left` : "Making");
  else if (source) status(told.failed.length ? "failed" : "live", told.failed.length ? `${told.failed.length} failed` : "Live");
  for (const one of document.querySelectorAll(".shot[data-state]")) one.removeAttribute("data-state");
  for (const [id, state] of Object.entries(told.shots)) {
    const here = film.shots.findIndex(shot => shot.id === id), figure = here >= 0 && document.querySelector(`.shot[data-at="${here}"]`);
    if (figure) { figure.dataset.state = state.state; fresh(figure, state); }
  }
  draw();
  still();
  if (!told.busy) return field.replaceChildren();
  field.replaceChildren(
    el("header", {}, el("h2", {}, "Making"), el("progress", {max: told.total || 1, value: told.finished, "aria-label": "Units made"}),
      el("p.mono", {}, `${told.finished} / ${told.total}${told.left ? `   ${spent(told.left)} left` : ""}`)),
    el("ul", {}, told.making.map(one => el("li", {},
      one.preview ? el("img", {src: one.preview, alt: `How ${one.unit} looks so far`}) : null,
      el("p", {}, el("b", {}, one.unit), el("span", {}, one.doing), el("progress", {max: 1, value: one.done || 0, "aria-label": `${one.unit} so far`}))))),
    ...told.failed.map(one => el("p.failure", {}, el("b", {}, one.unit), " ", one.reason, one.remedy ? ` ${one.remedy}` : "")));
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
    const then = film, now = JSON.parse(page.getElementById("data").textContent);
    const frame = placeIn(then, now, player.frame), scroll = scrollY, words = $("words").scrollTop;
    const focused = document.activeElement?.dataset?.go, given = document.adoptNode(page.getElementById("video") || document.createElement("p"));
    for (const id of ["title", "facts", "sheet", "words"]) $(id).replaceChildren(...page.getElementById(id).childNodes);
    document.title = now.title;
    cut = page.documentElement.dataset.cut;
    const old = player.shown;
    film = now;
    readSheet();
    $("transport").hidden = !film.frames;
    if (given.id === "video" && (!video || given.getAttribute("src") !== video.getAttribute("src"))) await replaceFilm(given, frame);
    else { player.shown = -1; player.frame = -1; show(frame); }
    readFilm();
    said_(film.remarks);
    if (focused !== undefined) document.querySelector(`[data-go="${player.shown}"]`)?.focus({preventScroll: true});
    $("words").scrollTop = words;
    scrollTo({top: scroll, behavior: "instant"});
    announce("A new cut");
    tell("cut", old);
  } finally {
    const latest = swapping;
    swapping = null;
    if (latest !== next) swap(latest);
  }
}
