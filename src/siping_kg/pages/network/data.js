// The embedded data goes in; entities, links and what the filters leave visible come out.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

const links = data.edges.map((edge, i) => ({
  id: edge.id, source: edge.from, target: edge.to, relation: edge.relation, said: data.said[i],
  planned: data.said[i].every((said) => said.status === "Target"),
}));
const entities = data.nodes.map((node, i) => ({
  id: node.id, label: node.label, kind: node.kind, iri: data.iris[i], x: node.x, y: node.y, size: node.size, links: [],
}));
const entityOf = new Map(entities.map((entity) => [entity.id, entity]));
const linkOf = new Map(links.map((link) => [link.id, link]));
for (const link of links) {
  entityOf.get(link.source).links.push(link);
  if (link.target !== link.source) entityOf.get(link.target).links.push(link);
}
// Most important first; the id settles ties, so that labels and lists are the same every time.
const ranked = [...entities].sort((a, b) => b.size - a.size || b.links.length - a.links.length || (a.id < b.id ? -1 : 1));
// Of two ends that a relation doesn't tell apart, the more important is named first.
for (const link of links) {
  if (!data.relations[link.relation].directed && ranked.indexOf(entityOf.get(link.target)) < ranked.indexOf(entityOf.get(link.source)))
    [link.source, link.target] = [link.target, link.source];
}

const state = {
  kinds: new Set(Object.keys(data.classes)), relations: new Set(Object.keys(data.relations)), plans: true,
  entity: null, link: null, version: 0,
};

const kindShown = (id) => state.kinds.has(entityOf.get(id).kind);
const saidShown = (link) => (state.plans ? link.said : link.said.filter((said) => said.status !== "Target"));
const linkShown = (link) => state.relations.has(link.relation) && kindShown(link.source) && kindShown(link.target)
  && (state.plans || !link.planned);
const entityShown = (entity) => entity.links.some(linkShown);
const other = (link, id) => entityOf.get(link.source === id ? link.target : link.source);

// What the selection is about: the entity with its neighbours, or the link with its ends. Null: everything.
function inFocus() {
  if (state.link) return new Set([state.link.source, state.link.target]);
  if (!state.entity) return null;
  const near = new Set([state.entity.id]);
  for (const link of state.entity.links) if (linkShown(link)) near.add(link.source).add(link.target);
  return near;
}
const linkInFocus = (link) => (state.link ? link === state.link
  : !state.entity || link.source === state.entity.id || link.target === state.entity.id);

// Elements are made of text only: names and quotes are never read as HTML.
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}
