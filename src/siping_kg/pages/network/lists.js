// Entities, classes and statements go in; the search, the filters, the ranking and the table come out.
function checkbox(list, key, text, mark, total, chosen) {
  const box = element("input", { type: "checkbox", checked: true, value: key });
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(key); else chosen.delete(key);
    applyFilters();
  });
  list.append(element("li", {}, element("label", { class: "check" }, box, ...mark, element("span", {}, text), element("span", { class: "number" }, String(total)))));
}

const tally = (things, key) => things.reduce((sums, thing) => sums.set(thing[key], (sums.get(thing[key]) || 0) + 1), new Map());

function buildFilters() {
  const kinds = tally(entities, "kind"), relations = tally(links, "relation");
  for (const [kind, { label }] of Object.entries(data.classes))
    if (kinds.has(kind)) checkbox(byId("kinds"), kind, label, [symbol(kind)], kinds.get(kind), state.kinds);
  for (const [relation, { label }] of Object.entries(data.relations))
    if (relations.has(relation)) checkbox(byId("relations"), relation, label, [], relations.get(relation), state.relations);
  for (const [status, { label }] of Object.entries(data.statuses)) byId("statuses").append(element("li", {}, stroke(status), label));
  byId("plans").addEventListener("change", (event) => { state.plans = event.target.checked; applyFilters(); });
}

function buildRanking() {
  const most = ranked.map((entity) => ({ entity, times: entity.links.filter(linkShown).length })).filter(({ times }) => times);
  most.sort((a, b) => b.times - a.times);
  byId("most").replaceChildren(...most.slice(0, 12).map(({ entity, times }) => element("li", {}, entityButton(entity),
    element("span", { class: "times" }, `（${times}）`))));
}

function countShown() {
  const shown = links.filter(linkShown);
  const planned = shown.filter((link) => link.planned).length;
  byId("count").textContent = `显示 ${entities.filter(entityShown).length} 个实体、${shown.length} 条联系${planned ? `，其中 ${planned} 条只是计划（虚线）` : ""}。`;
  byId("empty").hidden = shown.length > 0;
}

// Search. The list keeps the focus in the field; the chosen option is named by aria-activedescendant.
let matches = [];
let choice = 0;
function findEntities(words) {
  const wanted = words.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return [];
  const hits = ranked.filter((entity) => entityShown(entity) && wanted.every((word) => entity.label.toLowerCase().includes(word)));
  const starts = (entity) => entity.label.toLowerCase().startsWith(wanted[0]);
  return [...hits.filter(starts), ...hits.filter((entity) => !starts(entity))].slice(0, 50);
}

function showMatches() {
  const input = byId("search");
  matches = findEntities(input.value);
  choice = 0;
  byId("found").replaceChildren(...matches.map((entity, i) => element("li", { role: "option", id: `found-${i}`, onclick: () => takeMatch(i) }, symbol(entity.kind), entity.label)));
  byId("found").hidden = !matches.length;
  byId("found-none").hidden = Boolean(matches.length || !input.value.trim());
  input.setAttribute("aria-expanded", String(matches.length > 0));
  markChoice();
}

function markChoice() {
  [...byId("found").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === choice)));
  if (matches.length) {
    byId("search").setAttribute("aria-activedescendant", `found-${choice}`);
    byId("found").children[choice].scrollIntoView({ block: "nearest" });
  } else byId("search").removeAttribute("aria-activedescendant");
}

function takeMatch(i) {
  const entity = matches[i];
  closeMatches();
  byId("search").value = entity.label;
  selectEntity(entity, { move: true });
}

function closeMatches() {
  matches = [];
  byId("found").hidden = true;
  byId("found-none").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

// The table follows the filters. It is built when it is first looked at, and again after a filter changed.
let tableFor = "";
function tableRow(link, said) {
  const source = entityOf.get(link.source), target = entityOf.get(link.target);
  const cells = [entityButton(source), data.relations[link.relation].label, entityButton(target),
    statusBadge(said.status), said.year, quoted(said, linkNames(link)).childNodes, said.report];
  return element("tr", {}, ...cells.map((cell) => (cell instanceof NodeList ? element("td", {}, ...cell) : element("td", {}, cell))));
}

function buildTable() {
  const key = JSON.stringify([[...state.kinds], [...state.relations], state.plans]);
  if (key === tableFor) return;
  tableFor = key;
  const order = Object.keys(data.relations);
  const rank = new Map(ranked.map((entity, i) => [entity.id, i]));
  const shown = links.filter(linkShown).sort((a, b) => order.indexOf(a.relation) - order.indexOf(b.relation)
    || rank.get(a.source) - rank.get(b.source) || rank.get(a.target) - rank.get(b.target));
  const rows = shown.flatMap((link) => saidShown(link).map((said) => tableRow(link, said)));
  byId("rows").replaceChildren(...rows);
  document.querySelector("caption").textContent = `${rows.length} 条有报告原文依据的陈述${state.plans ? "，含计划" : "，不含计划"}`;
}
