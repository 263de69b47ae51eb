// The takes of a shot, beside each other; where they are served, one at a time plays in the place of its picture.
const STANDING = {picked: "in the film", kept: "kept, in the film", made: "", old: "of other words"};
let reel = null;  // the one that was played last: {at, name, seen, heard, picture}
function takes(shot) {
  return el("ol.takes", {}, shot.takes.map(take => el(`li${STANDING[take.standing].endsWith("film") ? ".picked" : ""}`, {title: take.prompt}, frame(shot, take),
    el("p", {}, el("b", {}, `Take ${take.n}`), el("i", {}, STANDING[take.standing]), el("span.mono", {}, `seed ${take.seed}`),
      take.seconds ? el("span.mono", {}, spent(take.seconds)) : null, take.standing === "made" ? copier(command("pick", shot, take.n), `Copy the command that picks take ${take.n}`) : null))));
}
function frame(shot, take) {
  const words = `ake ${take.n} of shot ${shot.slate}`;
  const picture = take.poster ? el("img", {src: take.poster, alt: `T${words}`, width: film.size[0], height: film.size[1]}) : el("span.blank", {});
  if (!live.events || !take.film) return el(".still", {}, picture);
  const name = `${shot.id} ${take.n} ${take.film}`;
  if (reel?.name === name) return reel.at;
  return el("button.still", {type: "button", "aria-label": `Play t${words}`, "aria-pressed": "false", onclick: event => turn(event.currentTarget, take, name)}, picture, icon("play"));
}
function turn(at, take, name) {
  if (reel?.at === at) { if (reel.seen.paused) reel.seen.play().catch(() => {}); else reel.seen.pause(); return; }
  rest();
  halt();
  const seen = el("video", {src: take.film, poster: take.poster || null, playsinline: true, width: film.size[0], height: film.size[1]}), heard = take.sound ? new Audio(take.sound) : null;
  reel = {at, name, seen, heard, picture: at.firstChild};
  if (heard) { heard.volume = video ? video.volume : 1; heard.muted = Boolean(video?.muted); }
  seen.onplay = () => { if (playing()) halt(); pressed(at, true); if (heard) { heard.currentTime = seen.currentTime; heard.play().catch(() => {}); } run(at, seen); };
  seen.onpause = () => { pressed(at, false); heard?.pause(); };
  seen.onerror = () => { rest(); announce(`Take ${take.n} cannot be played`); };
  at.replaceChild(seen, at.firstChild);
  seen.play().catch(() => {});
}
function pressed(at, on) {
  at.setAttribute("aria-pressed", on);
  at.replaceChild(icon(on ? "pause" : "play"), at.lastChild);
}
function run(at, seen) {
  at.style.setProperty("--done", seen.duration ? seen.currentTime / seen.duration : 0);
  if (!seen.paused && at.isConnected) requestAnimationFrame(() => run(at, seen));
}
function rest() {  // its picture again
  if (!reel) return;
  const {at, seen, heard, picture} = reel;
  reel = null;
  seen.onplay = seen.onpause = seen.onerror = null;
  seen.pause();
  heard?.pause();
  seen.replaceWith(picture);
  pressed(at, false);
  at.style.setProperty("--done", 0);
}
// After a card was made anew: a take that played goes on if it is one of the card's.
function goOn(went) {
  if (reel && !reel.at.isConnected) rest();
  else if (went) reel.seen.play().catch(() => {});
}
on("playing", () => { if (playing()) reel?.seen.pause(); });
