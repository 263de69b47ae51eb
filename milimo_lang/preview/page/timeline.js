// The film in proportion, on one canvas: scenes, pictures, transitions, speeches, sounds, captions, loudness.
const GUTTER = 84, RULER = 22;
const view = {zoom: 1, from: 0, width: 0, tracks: [], height: 0};
let canvas, ink, head, colours = {}, waiting = false, peaks = new Uint8Array();

function timeline() {
  const field = $("timeline");
  canvas = el("canvas", {role: "slider", tabindex: 0, "aria-label": "Place in the film", "aria-valuemin": 0});
  head = el(".playhead", {"aria-hidden": "true"});
  const fit = button("large", "The whole film", () => zoomTo(1), "0");
  field.replaceChildren(
    el(".bar", {}, el("h2", {}, "Timeline"), el("span.hint", {id: "hint"}),
      el(".ways", {}, button("out", "Zoom out", () => zoomTo(view.zoom / 1.6), "−"), button("in", "Zoom in", () => zoomTo(view.zoom * 1.6), "+"), fit)),
    el(".lanes", {}, canvas, head));
  ink = canvas.getContext("2d");
  canvas.onpointerdown = press;
  canvas.onpointermove = hover;
  canvas.onpointerleave = () => { $("hint").textContent = ""; };
  canvas.addEventListener("wheel", wheel, {passive: false});
  new ResizeObserver(() => { measure(); draw(); }).observe(canvas.parentElement);
  on("frame", follow);
  on("shot", draw);
  on("look", () => { readColours(); draw(); });
  readFilm();
}
function readFilm() {
  $("timeline").hidden = !film.frames;
  peaks = film.peaks ? Uint8Array.from(atob(film.peaks), one => one.charCodeAt(0)) : new Uint8Array();
  const lane = (name, kind, height, spans) => ({name, kind, height, spans: spans || []});
  const lanes = (name, kind, height, spans) => rows(spans).map((row, place) => lane(place ? "" : name, kind, height, row));
  const sounds = track => film.sounds.filter(one => one.track === track);
  view.tracks = [
    lane("Scenes", "scene", 22, film.scenes), lane("Pictures", "picture", 58, film.shots),
    ...lanes("Speech", "speech", 22, film.speeches), ...lanes("Voice-over", "speech", 20, sounds("voiceover")),
    ...lanes("Music", "music", 18, sounds("music")), ...lanes("Ambience", "ambience", 18, sounds("ambience")),
    ...lanes("Effects", "effects", 18, sounds("effects")), lane("Captions", "caption", 12, film.captions),
    lane("Sound", "wave", 40, peaks.length ? [0] : []),
  ].filter(track => track.spans.length);
  let top = RULER;
  for (const track of view.tracks) { track.top = top; top += track.height + 4; }
  view.height = top + 2;
  canvas.setAttribute("aria-valuemax", last());
  measure();
  readColours();
  draw();
  follow(player.frame);
}
// What sounds at once lies in rows, none over another; what five rows do not hold lies over the last.
function rows(spans) {
  const found = [], ends = [];
  for (const one of [...spans].sort((a, b) => a.start - b.start)) {
    const free = ends.findIndex(end => end <= one.start), row = free >= 0 ? free : Math.min(ends.length, 4);
    (found[row] ||= []).push(one);
    ends[row] = Math.max(ends[row] || 0, one.start + one.frames);
  }
  return found;
}
function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ground", "panel", "line", "text", "dim", "accent", "speech", "music", "ambience", "effects", "caption", "wave", "clip"])
    colours[name] = style.getPropertyValue(`--${name}`).trim();
  colours.sans = `500 11px ${style.getPropertyValue("--sans")}`;
  colours.mono = `500 10.5px ${style.getPropertyValue("--mono")}`;
}
function measure() {
  const box = canvas.parentElement.clientWidth, dots = devicePixelRatio || 1;
  view.width = Math.max(40, box - gutter());
  canvas.width = Math.round(box * dots);
  canvas.height = Math.round(view.height * dots);
  canvas.style.width = `${box}px`;
  canvas.style.height = `${view.height}px`;
  ink.setTransform(dots, 0, 0, dots, 0, 0);
}
const gutter = () => canvas.parentElement.clientWidth < 600 ? 0 : GUTTER;
const span = () => Math.max(1, film.frames) / view.zoom;
const x = frame => gutter() + (frame - view.from) / span() * view.width;
const frameAt = px => view.from + (px - gutter()) / view.width * span();

// ------------------------------------------------------------ moving about

function zoomTo(zoom, at = player.frame) {
  const part = clamp((at - view.from) / span(), 0, 1);
  view.zoom = clamp(zoom, 1, Math.max(1, film.frames / 24));
  pan(at - part * span());
}
function pan(from) {
  view.from = clamp(from, 0, film.frames - span());
  draw();
  follow(player.frame);
}
function wheel(event) {
  const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
  if (event.ctrlKey || event.metaKey) zoomTo(view.zoom * Math.exp(-event.deltaY / 300), frameAt(event.offsetX));
  else if (view.zoom > 1 && (sideways || event.shiftKey)) pan(view.from + (sideways ? event.deltaX : event.deltaY) / view.width * span());
  else return;
  event.preventDefault();
}
function press(event) {
  if (event.button) return;
  canvas.setPointerCapture(event.pointerId);
  const scrub = moved => seek(Math.floor(clamp(frameAt(moved.offsetX), 0, last())), !playing());
  scrub(event);
  canvas.onpointermove = scrub;
  canvas.onpointerup = canvas.onpointercancel = () => { canvas.onpointermove = hover; };
}
function hover(event) {
  const frame = Math.floor(clamp(frameAt(event.offsetX), 0, last()));
  const track = view.tracks.find(one => event.offsetY >= one.top && event.offsetY < one.top + one.height + 4);
  const found = track && track.kind !== "wave" && track.spans.findLast(one => one.start <= frame && frame < one.start + one.frames);
  $("hint").textContent = [timecode(frame), found && (found.slate || found.title || found.who || found.name), found && (found.text || (found.slate && about(found)))].filter(Boolean).join("   ");
}
function follow(frame) {
  if (playing() && view.zoom > 1 && (frame < view.from || frame > view.from + span())) { view.from = clamp(frame - span() * 0.05, 0, film.frames - span()); draw(); }
  const at = x(frame + 0.5), seen = at >= gutter() - 1 && at <= gutter() + view.width + 1;
  head.style.transform = `translateX(${at}px)`;
  head.style.height = `${view.height - RULER + 7}px`;
  head.hidden = !seen;
  const shot = film.shots[shotAt(frame)];
  canvas.setAttribute("aria-valuenow", frame);
  canvas.setAttribute("aria-valuetext", `${timecode(frame)}${shot ? `, shot ${shot.slate}` : ""}`);
}

// ------------------------------------------------------------ drawing

function draw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; paint(); });
}
function paint() {
  const wide = canvas.parentElement.clientWidth;
  ink.clearRect(0, 0, wide, view.height);
  ink.textBaseline = "middle";
  ink.save();
  ink.beginPath();
  ink.rect(gutter(), 0, view.width, view.height);
  ink.clip();
  ruler();
  for (const track of view.tracks) track.kind === "picture" ? pictures(track) : track.kind === "wave" ? wave(track) : clips(track);
  ink.restore();
  if (!gutter()) return;
  ink.font = colours.sans;
  ink.fillStyle = colours.dim;
  for (const track of view.tracks) ink.fillText(track.name, 0, track.top + track.height / 2);
}
function ruler() {
  const whole = Math.ceil(fps() - 1e-9), room = view.width / span();
  const steps = [1, whole / 4, whole / 2, whole, 2 * whole, 5 * whole, 10 * whole, 30 * whole, 60 * whole, 300 * whole, 600 * whole, 3600 * whole];
  const every = Math.max(1, Math.round(steps.find(one => one * room >= 92) || steps.at(-1)));
  ink.font = colours.mono;
  for (let frame = Math.floor(view.from / every) * every; frame < view.from + span(); frame += every) {
    const at = Math.round(x(frame)) + 0.5;
    ink.fillStyle = colours.line;
    ink.fillRect(at - 0.5, RULER - 8, 1, view.height);
    ink.fillStyle = colours.dim;
    const words = every < whole ? timecode(frame) : timecode(frame).slice(film.frames / fps() >= 3600 ? 0 : 3, 8);
    if (at + 5 + ink.measureText(words).width <= gutter() + view.width) ink.fillText(words, at + 5, RULER / 2 - 4);
  }
}
function* seen(spans) {
  const end = view.from + span();
  for (let place = 0; place < spans.length; place++) {
    const one = spans[place];
    if (one.start < end && one.start + one.frames > view.from) yield [one, place, x(one.start), x(one.start + one.frames)];
  }
}
function block(left, top, right, height, fill) {
  const gap = right - left > 4 ? 1 : 0;
  ink.beginPath();
  ink.roundRect(left, top, Math.max(0.75, right - left - gap), height, right - left > 8 ? 3 : 0);
  ink.fillStyle = fill;
  ink.fill();
}
function label(words, left, right, middleY, colour, font) {
  const shown = Math.max(left, gutter()) + 6, room = right - shown - 4;
  if (room < 14 || !words) return;
  ink.font = font;
  ink.fillStyle = colour;
  const wide = ink.measureText(words).width, most = Math.floor(words.length * room / wide);
  if (wide <= room) ink.fillText(words, shown, middleY);
  else if (most > 3) ink.fillText(`${words.slice(0, most - 2).trimEnd()}…`, shown, middleY);
}
function clips(track) {
  const every = track.kind === "scene" ? numbered(track.spans) : 1, numbers = [];
  for (const [one, place, left, right] of seen(track.spans)) {
    block(left, track.top, right, track.height, colours[track.kind] || colours.clip);
    if (track.kind === "scene" && right - left < 56) { if ((every > 2 ? place + 1 : place) % every === 0) numbers.push([one.n, (left + right) / 2]); continue; }
    const words = track.kind === "scene" ? `${one.n}  ${one.title}` : track.kind === "speech" ? `${one.who ? `${one.who}: ` : ""}${one.text || one.name}` : track.kind === "caption" ? "" : one.name.split("/").pop();
    label(words, left, right, track.top + track.height / 2 + 0.5, track.kind === "scene" ? colours.dim : colours.text, colours.sans);
  }
  ink.font = colours.mono;
  ink.fillStyle = colours.dim;
  for (const [words, at] of numbers) {
    const wide = ink.measureText(words).width;
    ink.fillText(words, Math.min(at - wide / 2, gutter() + view.width - wide - 2), track.top + track.height / 2 + 0.5);
  }
}
// Scenes too narrow for their names have numbers, every one, every fifth, tenth, as there is room.
function numbered(scenes) {
  ink.font = colours.mono;
  const each = film.frames / scenes.length / span() * view.width, wide = ink.measureText("000").width + 8;
  return [1, 2, 5, 10, 20, 50, 100, 200, 500].find(every => every * each >= wide) || 1000;
}
const thumbs = new Map();
function thumb(shot) {  // those of the sheet are loaded when they are scrolled to
  const from = poster(shot)?.getAttribute("src");
  let image = from && thumbs.get(from);
  if (from && !image) {
    if (thumbs.size > 400) thumbs.clear();
    thumbs.set(from, image = new Image());
    image.onload = draw;
    image.src = from;
  }
  return image;
}
function pictures(track) {
  const ratio = film.size[0] / film.size[1], tall = track.height;
  for (const [shot, place, left, right] of seen(track.spans)) {
    block(left, track.top, right, tall, colours.clip);
    const image = right - left > 10 && thumb(shot);
    if (image && image.complete && image.naturalWidth) {
      ink.save();
      ink.beginPath();
      ink.roundRect(left, track.top, right - left - 1, tall, 3);
      ink.clip();
      const wide = Math.max(tall * ratio, 1), from = Math.max(left, gutter() - wide);
      for (let at = left + Math.floor((from - left) / wide) * wide; at < right && at < gutter() + view.width; at += wide) ink.drawImage(image, at, track.top, wide + 0.5, tall);
      ink.restore();
    }
    if (right - left > 22) {
      ink.font = colours.mono;
      const room = ink.measureText(shot.slate).width + 8;
      if (right - left > room + 4) {
        ink.fillStyle = "rgba(12,11,10,.74)";
        ink.beginPath(); ink.roundRect(left + 3, track.top + 3, room, 15, 2); ink.fill();
        ink.fillStyle = "#f4f0e8";
        ink.fillText(shot.slate, left + 7, track.top + 11);
      }
    }
    if (place === player.shown) {
      ink.strokeStyle = colours.accent;
      ink.lineWidth = 2;
      ink.beginPath(); ink.roundRect(left + 1, track.top + 1, Math.max(1, right - left - 3), tall - 2, 3); ink.stroke();
    }
  }
  if (view.width / span() * film.frames / film.shots.length < 10) strip(tall, track.top, tall * ratio);
  for (const [, , left, right] of seen(film.transitions)) {  // a bow tie over both shots
    if (right - left < 2) continue;
    ink.fillStyle = "rgba(12,11,10,.5)";
    ink.fillRect(left, track.top + tall - 14, right - left - 1, 14);
    ink.strokeStyle = "#f4f0e8";
    ink.lineWidth = 1;
    ink.strokeRect(left + 0.5, track.top + tall - 13.5, right - left - 2, 13);
    ink.beginPath();
    ink.moveTo(left + 1, track.top + tall - 1); ink.lineTo(right - 2, track.top + tall - 13);
    ink.moveTo(left + 1, track.top + tall - 13); ink.lineTo(right - 2, track.top + tall - 1);
    ink.stroke();
  }
}
function strip(tall, top, wide) {  // of shots too narrow to be seen: one here and there
  const every = Math.max(1, Math.round(wide / view.width * span())) + 1;
  for (let frame = Math.floor(view.from / every) * every; frame < view.from + span(); frame += every) {
    const image = thumb(film.shots[shotAt(clamp(frame + every / 2, 0, last()))]);
    if (image && image.complete && image.naturalWidth) ink.drawImage(image, x(frame), top, wide, tall);
  }
}
function wave(track) {
  const each = span() / view.width, middleY = track.top + track.height / 2;
  ink.fillStyle = colours.wave;
  for (let px = 0; px < view.width; px++) {
    const first = Math.floor(view.from + px * each), end = Math.max(first + 1, Math.floor(view.from + (px + 1) * each));
    let most = 0;
    for (let frame = first; frame < end && frame < peaks.length; frame++) if (peaks[frame] > most) most = peaks[frame];
    const tall = Math.max(1, Math.sqrt(most / 255) * track.height);
    ink.fillRect(gutter() + px, middleY - tall / 2, 1, tall);
  }
}
