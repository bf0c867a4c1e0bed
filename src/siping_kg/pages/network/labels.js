// Entities and a zoom go in; labels that do not overlap come out, the most important placed first.
const FONT = getComputedStyle(document.documentElement).fontFamily;
const CELL = 48;
const measuring = document.createElement("canvas").getContext("2d");
const textCache = new Map();

// A label in the picture: at most 15 characters wide, cut short with an ellipsis.
function labelText(label, size, bold) {
  const key = `${bold ? "b" : ""}${size}|${label}`;
  if (!textCache.has(key)) {
    measuring.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
    const characters = [...label];
    let text = label;
    while (measuring.measureText(text).width > 15 * size && characters.length > 1) {
      characters.pop();
      text = `${characters.join("")}…`;
    }
    textCache.set(key, { text, width: measuring.measureText(text).width });
  }
  return textCache.get(key);
}

class Grid {
  constructor() { this.cells = new Map(); }
  keys(box) {
    const found = [];
    for (let x = Math.floor(box.x / CELL); x <= Math.floor((box.x + box.w) / CELL); x += 1)
      for (let y = Math.floor(box.y / CELL); y <= Math.floor((box.y + box.h) / CELL); y += 1) found.push(x * 100003 + y);
    return found;
  }
  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
  free(box) {
    return this.keys(box).every((key) => (this.cells.get(key) || []).every((taken) => taken.owner === box.owner
      || box.x >= taken.x + taken.w || box.x + box.w <= taken.x || box.y >= taken.y + taken.h || box.y + box.h <= taken.y));
  }
}

// Where a label may stand about its node: below first, as eyes expect it.
function* spots(x, y, r, w, h) {
  yield [x - w / 2, y + r + 2];
  yield [x - w / 2, y - r - h - 2];
  yield [x + r + 4, y - h / 2];
  yield [x - r - 4 - w, y - h / 2];
  for (const shift of [0.25, 0.75]) {
    yield [x - w * shift, y + r + 2];
    yield [x - w * shift, y - r - h - 2];
  }
  yield [x + r * 0.7 + 3, y + r * 0.5];
  yield [x + r * 0.7 + 3, y - r * 0.5 - h];
  yield [x - r * 0.7 - 3 - w, y + r * 0.5];
  yield [x - r * 0.7 - 3 - w, y - r * 0.5 - h];
}

// Labels stay in the frame that the whole view shows, so that none is cut off at its edge.
function frameOf(shown, scale, margin, magnify) {
  const xs = shown.map((e) => e.x * scale), ys = shown.map((e) => e.y * scale);
  return { left: Math.min(...xs) - margin, right: Math.max(...xs) + margin, top: Math.min(...ys) - 26 * magnify, bottom: Math.max(...ys) + 34 * magnify };
}

// Boxes are in screen pixels about the picture's origin; moving the picture does not move labels.
// The most important labels may cover the marks of lesser entities; no label ever covers a label.
const GREAT = 40;
function placeLabels(scale, { magnify = 1, margin = 70 } = {}) {
  const focus = inFocus();
  const shown = ranked.filter(entityShown);
  const order = focus ? [...shown.filter((e) => focus.has(e.id)), ...shown.filter((e) => !focus.has(e.id))] : shown;
  const frame = frameOf(shown, scale, margin, magnify);
  const taken = new Grid(), lesser = new Grid();
  order.forEach((entity, rank) => {
    const r = entity.size * scale * 0.85;
    (rank < GREAT ? taken : lesser).add({ x: entity.x * scale - r, y: entity.y * scale - r, w: 2 * r, h: 2 * r, owner: entity.id });
  });
  const usual = (scale < 0.6 ? 12 : scale > 1.6 ? 15 : 13) * magnify;
  const placed = [];
  order.forEach((entity, rank) => {
    const dim = Boolean(focus) && !focus.has(entity.id);
    const bold = entity === state.entity || (!dim && rank < 10 && entity.links.length > 2);
    const size = bold ? usual + 1.5 * magnify : usual;
    const { text, width } = labelText(entity.label, size, bold);
    const w = width + 4, h = size * 1.25;
    const free = [...spots(entity.x * scale, entity.y * scale, entity.size * scale, w, h)]
      .map(([x, y]) => ({ x, y, w, h, owner: entity.id, text, size, bold, dim }))
      .filter((box) => box.x >= frame.left && box.x + w <= frame.right && box.y >= frame.top && box.y + h <= frame.bottom && taken.free(box));
    const box = free.find((spot) => lesser.free(spot)) || (rank < GREAT ? free[0] : undefined);
    if (!box) return;
    taken.add(box);
    placed.push(box);
  });
  return placed;
}

let placedFor = "";
let placedLabels = [];
function currentLabels(scale) {
  const key = `${scale}|${state.version}|${container.clientWidth}`;
  if (key !== placedFor) {
    placedLabels = placeLabels(scale, { margin: sideMargin(container.clientWidth) });
    placedFor = key;
  }
  return placedLabels;
}

function paintText(context, text, x, y, { size, bold, colour = "#17202a" }) {
  context.font = `${bold ? "600 " : ""}${size}px ${FONT}`;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = size / 4;
  context.strokeStyle = "rgba(255,255,255,.92)";
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

// The context counts in the picture's own units; labels keep their size on the screen.
function paintLabels(context, scale, labels) {
  context.save();
  context.scale(1 / scale, 1 / scale);
  for (const label of [...labels].reverse()) {
    context.globalAlpha = label.dim ? 0.35 : 1;
    paintText(context, label.text, label.x + 2, label.y + label.h / 2, label);
  }
  context.restore();
}
