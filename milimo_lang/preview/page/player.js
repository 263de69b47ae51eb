// The film as it plays: exact frames, JKL, and a new cut put in place of an old one.
let video = $("video");
const player = {frame: 0, shown: -1, target: null, speed: 0, backwards: 0};

// The middle of a frame's time: whatever way a browser rounds, this frame is shown.
const middle = frame => (frame + 0.5) * film.rate[1] / film.rate[0];
const last = () => Math.max(0, film.frames - 1);
const playing = () => player.backwards < 0 || Boolean(video && !video.paused && !video.ended);

function seek(frame, stop) {
  if (stop) halt();
  frame = clamp(Math.round(frame), 0, last());
  player.target = frame;
  show(frame);
  if (video && !video.seeking) video.currentTime = middle(frame);
}
function seeked() {
  if (player.target === null) return;
  if (Math.abs(video.currentTime - middle(player.target)) > 0.001) video.currentTime = middle(player.target);
  else player.target = null;
}
function show(frame) {
  if (frame === player.frame && player.shown >= 0) return;
  player.frame = frame;
  const shot = shotAt(frame);
  tell("frame", frame);
  if (shot !== player.shown) tell("shot", player.shown = shot);
}
function watch() {
  if (video && player.target === null && !video.paused) show(clamp(Math.floor(video.currentTime * fps() + 1e-4), 0, last()));
  if (playing()) requestAnimationFrame(watch);
}

// Where there is no film yet, the picture of the shot.
function still() {
  const image = !video && film.shots.length && poster(film.shots[Math.max(0, player.shown)]);
  const from = image && image.getAttribute("src"), there = $("screen").querySelector("img");
  if (!from || there?.getAttribute("src") === from) return;
  $("screen").replaceChildren(el("img", {src: from, alt: image.alt, width: film.size[0], height: film.size[1]}));
}
on("shot", still);

// ------------------------------------------------------------ playing

function play(speed = 1) {
  if (!video) return;
  stopBackwards();
  player.speed = speed;
  video.playbackRate = Math.min(speed, 8);
  if (player.frame >= last()) seek(0);
  video.play().catch(() => {});
}
function halt() {
  player.speed = 0;
  stopBackwards();
  if (!video || video.paused) return;
  video.pause();
  seek(clamp(Math.floor(video.currentTime * fps() + 1e-4), 0, last()));
}
const toggle = () => playing() ? halt() : play();
const faster = () => play(playing() && player.speed > 0 ? Math.min(player.speed * 2, 8) : 1);

// No browser plays backwards: frames are sought, as many a second as it manages.
function slower() {
  if (!video) return;
  const speed = player.backwards < 0 ? Math.max(player.backwards * 2, -8) : -1;
  halt();
  rewind(speed);
}
function rewind(speed) {
  player.backwards = player.speed = speed;
  let from = player.frame, began = performance.now();
  const step = now => {
    if (player.backwards !== speed) return;
    const frame = Math.max(0, Math.round(from + speed * fps() * (now - began) / 1000));
    if (!video.seeking) seek(frame);
    if (frame > 0) player.rewinding = requestAnimationFrame(step); else halt();
    tell("playing");
  };
  player.rewinding = requestAnimationFrame(step);
}
function stopBackwards() {
  if (player.backwards < 0) { player.backwards = 0; cancelAnimationFrame(player.rewinding); tell("playing"); }
}
const step = frames => seek((player.target ?? player.frame) + frames, true);
function go(shot, stop = true) {
  if (film.shots[shot]) seek(clear(film.shots[shot]), stop);
}
function hop(by) {
  const shot = film.shots[player.shown];
  if (!shot) return;
  const again = by < 0 && player.frame > clear(shot) + (playing() ? fps() : 0);  // first to the head of this one
  go(clamp(player.shown + (again ? 0 : by), 0, film.shots.length - 1), !playing());
}

function attend(made) {
  made.controls = false;
  made.poster = film.shots.map(poster).find(Boolean)?.getAttribute("src") || "";  // a film may begin black
  made.addEventListener("seeked", () => made === video && seeked());
  for (const name of ["play", "pause", "ended"]) made.addEventListener(name, () => made === video && (tell("playing"), watch()));
  made.addEventListener("volumechange", () => made === video && tell("playing"));
  made.addEventListener("click", toggle);
  made.addEventListener("error", () => made === video && tell("broken"));
  made.addEventListener("loadedmetadata", () => made === video && player.target !== null && (made.currentTime = middle(player.target)));
}
if (video) attend(video);

// The shot of a new cut that was the shot `place`: itself, else what bears its slate now, else what stands where it stood.
function same(old, fresh, place) {
  const shot = old.shots[place], by = what => fresh.shots.findIndex(one => shot && one[what] === shot[what]);
  const itself = by("id"), slate = by("slate");
  return itself >= 0 ? itself : slate >= 0 ? slate : Math.min(place, fresh.shots.length - 1);
}
// The same place of a new cut: as far into the same shot, wherever that stands now.
function placeIn(old, fresh, frame) {
  const at = player.shown, shot = old.shots[at], found = shot && fresh.shots[same(old, fresh, at)];
  return found ? found.start + clamp(frame - shot.start, 0, found.frames - 1) : clamp(frame, 0, Math.max(0, fresh.frames - 1));
}

// A film that is not seen yet, loaded and at the frame: whether it can be shown.
function ready(fresh, now, frame) {
  return new Promise(done => {
    fresh.muted = true;
    fresh.controls = false;
    fresh.addEventListener("loadedmetadata", () => { fresh.currentTime = (frame + 0.5) * now.rate[1] / now.rate[0]; }, {once: true});
    fresh.addEventListener("seeked", () => done(true), {once: true});
    fresh.addEventListener("error", () => done(false), {once: true});
    fresh.load();
  });
}
// Put the film `fresh`, which is ready, where the old one plays: it goes on as that went, forwards or backwards.
function replaceFilm(fresh, frame) {
  const old = video, went = playing(), speed = player.backwards;
  stopBackwards();
  fresh.muted = old ? old.muted : false;
  if (old) {
    fresh.volume = old.volume;
    const shown = [...old.textTracks].some(track => track.mode === "showing");
    if (old.textTracks.length) for (const track of fresh.textTracks) track.mode = shown ? "showing" : "hidden";
    old.pause();
  }
  video = fresh;
  attend(fresh);
  fresh.playbackRate = old ? old.playbackRate : 1;
  $("screen").replaceChildren(fresh);
  if (old) { old.removeAttribute("src"); old.load(); }
  player.target = null;
  seek(frame);
  if (speed) rewind(speed);
  else if (went) fresh.play().catch(() => {});
  tell("playing");
}

// ------------------------------------------------------------ the buttons under it

function transport() {
  const code = el("span.code", {id: "code"});
  const frames = el("span.count", {id: "count"});
  const pace = el("span.pace", {"aria-live": "polite"});
  const start = button("play", "Play", toggle, "Space");
  start.classList.add("main");
  const sound = button("sound", "Mute", () => { if (video) video.muted = !video.muted; }, "M");
  const volume = el("input", {type: "range", min: 0, max: 1, step: 0.05, value: 1, "aria-label": "Volume", "aria-valuetext": "100 percent",
    oninput: event => { if (video) { video.volume = event.target.value; video.muted = false; } }});
  const words = button("words", "Captions", captions, "C");
  const large = button("large", "Full screen", full, "F");
  $("transport").replaceChildren(
    el(".codes", {}, code, frames),
    el(".buttons", {}, button("before", "Shot before", () => hop(-1), "↑"), button("back", "Frame back", () => step(-1), "←"),
      start, button("on", "Frame on", () => step(1), "→"), button("after", "Next shot", () => hop(1), "↓"), pace),
    el(".ways", {}, sound, volume, words, large));
  $("transport").hidden = !film.frames;
  on("frame", frame => { code.textContent = timecode(frame); frames.textContent = `${frame + 1} / ${film.frames}`; });
  on("playing", () => {
    redraw(start, playing() ? "pause" : "play", playing() ? "Pause" : "Play");
    pace.textContent = playing() && player.speed !== 1 && player.speed ? `${player.speed}×`.replace("-", "−") : "";
    for (const one of [start, sound, volume, words, large]) one.disabled = !video;
    if (!video) return;
    redraw(sound, video.muted || !video.volume ? "mute" : "sound", video.muted ? "Sound on" : "Mute");
    volume.value = video.muted ? 0 : video.volume;
    volume.setAttribute("aria-valuetext", `${Math.round(volume.value * 100)} percent`);
    words.hidden = !video.textTracks.length;
    words.disabled = film.burnt;
    if (film.burnt) words.title = BURNT;
    words.setAttribute("aria-pressed", [...video.textTracks].some(track => track.mode === "showing"));
  });
}
const BURNT = "The captions stand in the picture";
function captions() {
  if (!video) return;
  if (film.burnt) return announce(BURNT);
  for (const track of video.textTracks) track.mode = track.mode === "showing" ? "hidden" : "showing";
  tell("playing");
}
function full() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if ($("screen").requestFullscreen) $("screen").requestFullscreen();
}
