// Filters and the selection go in; the vis-network picture follows them.
const container = byId("network");
const nodeSet = new vis.DataSet(data.nodes);
const edgeSet = new vis.DataSet(data.edges);
const network = new vis.Network(container, { nodes: nodeSet, edges: edgeSet }, data.options);
let hovered = null;
let readableAt = null;

// The middle of a link in the picture's units, on the curve where it is bent.
const along = (id, part) => network.body.edges[id].edgeType.getPoint(part);

function paintRelation(context, scale, link, colour) {
  if (!link || !linkShown(link)) return;
  const { x, y } = along(link.id, 0.5);
  const text = data.relations[link.relation].label + (link.planned ? "（计划）" : "");
  const { width } = labelText(text, 13, true);
  context.save();
  context.scale(1 / scale, 1 / scale);
  paintText(context, text, x * scale - width / 2, y * scale, { size: 13, bold: true, colour });
  context.restore();
}

network.on("afterDrawing", (context) => {
  const scale = network.getScale();
  paintLabels(context, scale, currentLabels(scale));
  paintRelation(context, scale, state.link, "#c8102e");
  if (hovered !== state.link) paintRelation(context, scale, hovered, "#51606e");
  if (readableAt === null && placedLabels.length) readableAt = performance.now();
});

// Only what changes is handed over: vis-network takes a moment for each.
const applied = new Map();
function changed(id, look) {
  const key = JSON.stringify(look);
  if ((applied.get(id) || JSON.stringify({ hidden: false, opacity: 1 })) === key) return false;
  applied.set(id, key);
  return true;
}

function applyLook() {
  const focus = inFocus();
  const nodes = [];
  const edges = [];
  for (const entity of entities) {
    const look = { hidden: !entityShown(entity), opacity: !focus || focus.has(entity.id) ? 1 : 0.18 };
    if (changed(entity.id, look)) nodes.push({ id: entity.id, ...look });
  }
  links.forEach((link, i) => {
    const look = { hidden: !linkShown(link), opacity: linkInFocus(link) ? 1 : 0.12 };
    if (changed(link.id, look)) edges.push({ id: link.id, hidden: look.hidden, color: { ...data.edges[i].color, opacity: look.opacity } });
  });
  state.version += 1;
  nodeSet.update(nodes);
  edgeSet.update(edges);
  network.setSelection(
    { nodes: state.entity ? [state.entity.id] : [], edges: state.link ? [state.link.id] : [] }, { highlightEdges: false },
  );
  network.redraw();
}

const sideMargin = (width, magnify = 1) => Math.min(70 * magnify, width / 6);

// The frame that holds all visible entities with room for their labels.
function wholeView(width, height, magnify = 1) {
  const shown = entities.filter(entityShown);
  if (!shown.length || !width || !height) return { position: { x: 0, y: 0 }, scale: 1 };
  const xs = shown.map((e) => e.x), ys = shown.map((e) => e.y);
  const low = { x: Math.min(...xs), y: Math.min(...ys) }, high = { x: Math.max(...xs), y: Math.max(...ys) };
  const margin = sideMargin(width, magnify);
  const scale = Math.min((width - 2 * margin) / Math.max(high.x - low.x, 1), (height - 64 * magnify) / Math.max(high.y - low.y, 1), 1.5 * magnify);
  return { position: { x: (low.x + high.x) / 2, y: (low.y + high.y) / 2 + 8 / scale }, scale };
}
const showWhole = () => network.moveTo(wholeView(container.clientWidth, container.clientHeight));

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 6) });
}

// Brings a point into the middle, close enough to read what is around it.
function goTo(x, y) {
  network.moveTo({ position: { x, y }, scale: Math.max(network.getScale(), 0.9) });
}

// A label belongs to its entity: a click on it counts as one on the node.
function labelAt(point) {
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  const x = point.x - origin.x, y = point.y - origin.y;
  const hit = currentLabels(network.getScale()).find((box) => x >= box.x && x <= box.x + box.w && y >= box.y && y <= box.y + box.h);
  return hit ? hit.owner : null;
}
