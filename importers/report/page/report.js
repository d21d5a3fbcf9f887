"use strict";
// The list beside the map. Values of the source only ever become text, never markup.
const data = JSON.parse(document.getElementById("data").textContent);
const map = window[data.map];
const PAGE = 50;
const ICONS = {
  error: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>',
  warning: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 4l9 16H3zM12 10v4M12 17v.01"/></svg>',
  note: '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 11v6M12 7v.01"/></svg>',
};
const COLOURS = { error: "#b3261e", warning: "#b45f06", note: "#1d4fd7" };
const shapes = data.findings.map(() => new Map());
const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
let chosen = null;

const language = () => document.documentElement.lang;
const say = (vi, en) => (language() === "vi" ? vi : en);
const figure = (number) => Number(number).toLocaleString(language() === "vi" ? "vi-VN" : "en-GB");

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function pairs(list, entries) {
  list.replaceChildren(...entries.flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
}

function head() {
  const { facts } = data;
  const title = facts.title ? say(facts.title.vi, facts.title.en) : facts.layer;
  const into = element("small", ` → ${title}`);
  document.getElementById("title").replaceChildren(facts.source, into);
  document.title = `${facts.source} → ${title}`;
  document.getElementById("trial").hidden = !facts.dry_run;
  const when = facts.at ? new Date(facts.at) : null;
  document.getElementById("when").textContent = [
    when && when.toLocaleString(language() === "vi" ? "vi-VN" : "en-GB", { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" }),
    facts.by, facts.run && say(`lần nhập ${facts.run}`, `run ${facts.run}`),
  ].filter(Boolean).join(" · ");
  const counts = [
    [say("đã đọc", "read"), facts.read, ""], [say("đã nhập", "imported"), facts.imported, "good"],
    [say("đã sửa", "repaired"), facts.repaired, facts.repaired ? "mended" : ""],
    [say("không nhập", "kept out"), facts.rejected, facts.rejected ? "bad" : ""],
  ];
  document.getElementById("counts").replaceChildren(...counts.map(([name, number, kind]) => {
    const box = element("div", undefined, kind);
    box.append(element("dt", name), element("dd", figure(number)));
    return box;
  }));
  const versions = Object.entries(facts.versions ?? {}).map(([name, version]) => `${name} ${version}`).join(", ");
  pairs(document.querySelector("#lineage dl"), [
    [say("Tệp", "File"), facts.source], ["SHA-256", facts.sha256], [say("Định dạng", "Format"), facts.format],
    [say("Lớp", "Layer"), facts.layer], [say("Hệ tọa độ đo", "System of the survey"), facts.crs],
    [say("Lưu theo", "Stored in"), facts.storage_crs], [say("Bảng mã", "Encoding"), facts.encoding],
    [say("Cấu hình nhập", "Preset"), facts.preset], [say("Phần mềm", "Software"), versions],
    [say("Cột → trường", "Column → field"), Object.entries(facts.fields ?? {}).map((pair) => pair.join(" → ")).join(", ")],
  ].filter(([, value]) => value));
  const button = document.getElementById("language");
  button.textContent = say("English", "Tiếng Việt");
  button.setAttribute("aria-label", button.textContent);
}

function raw(fids, names) {
  const box = element("div", undefined, "raw");
  fids.forEach((fid, at) => {
    const values = data.raw[fid];
    if (!values) return;
    if (fids.length > 1) box.append(element("h3", names[at]));
    const list = element("dl");
    pairs(list, [[say("Số trong tệp", "Number in the file"), fid], ...Object.entries(values).map(([name, value]) => [name, String(value)])]);
    box.append(list);
  });
  return box;
}

function choose(number, at, from) {
  const finding = data.findings[number];
  const before = document.querySelector(".case.chosen");
  if (before) {
    before.classList.remove("chosen");
    before.querySelector(".raw")?.remove();
    before.querySelector("button").setAttribute("aria-expanded", "false");
  }
  if (chosen?.shape) chosen.shape.setStyle(chosen.shape.plain);
  const same = chosen && chosen.number === number && chosen.at === at && from === "list";
  chosen = null;
  if (same) return;
  const details = document.querySelectorAll(".finding")[number];
  details.open = true;
  const list = details.querySelector(".cases");
  while (list.children.length <= at) more(number);
  const item = list.children[at];
  item.classList.add("chosen");
  item.querySelector("button").setAttribute("aria-expanded", "true");
  const one = finding.cases[at];
  item.append(raw(one.fids, one.names));
  if (from === "map") item.scrollIntoView({ block: "nearest", behavior: reduced ? "auto" : "smooth" });
  const shape = shapes[number].get(at);
  chosen = { number, at, shape };
  if (shape) {
    shape.plain = { weight: 3, color: COLOURS[finding.severity] };
    shape.setStyle({ weight: 6, color: "#0b57ff" });
    shape.bringToFront();
  }
  if (one.bounds && from === "list") {
    const [west, south, east, north] = one.bounds;
    const pad = 0.00012;
    map.fitBounds([[south - pad, west - pad], [north + pad, east + pad]], { maxZoom: 21, animate: !reduced });
  }
}

function more(number) {
  const finding = data.findings[number];
  const details = document.querySelectorAll(".finding")[number];
  const list = details.querySelector(".cases");
  const begin = list.children.length;
  finding.cases.slice(begin, begin + PAGE).forEach((one, offset) => {
    const item = element("li", undefined, "case");
    const button = element("button");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    const extra = one.more > 0 ? ` + ${figure(one.more)}` : "";
    button.append(element("b", (one.names.join(" · ") || say("Vị trí", "Place")) + extra));
    const said = one.said.map(([vi, en, textVi, textEn]) => say(`${vi}: ${textVi}`, `${en}: ${textEn}`)).join(" · ");
    if (said) button.append(element("span", said));
    if (!one.bounds) button.append(element("span", say("Không có vị trí trên bản đồ", "No place on the map")));
    button.addEventListener("click", () => choose(number, begin + offset, "list"));
    item.append(button);
    list.append(item);
  });
  const left = finding.cases.length - list.children.length;
  const button = details.querySelector(".more");
  button.hidden = left <= 0;
  button.textContent = say(`Xem thêm ${figure(Math.min(left, PAGE))} trong ${figure(left)}`, `Show ${figure(Math.min(left, PAGE))} more of ${figure(left)}`);
}

function findings() {
  const open = [...document.querySelectorAll(".finding")].map((one) => one.open);
  document.getElementById("findings").replaceChildren(...data.findings.map((finding, number) => {
    const details = element("details", undefined, `finding ${finding.severity}`);
    const summary = element("summary");
    const icon = element("span", undefined, "icon");
    icon.innerHTML = ICONS[finding.severity];
    const title = element("h2", finding.title ? say(finding.title.vi, finding.title.en) : finding.code);
    const kind = data.severities[finding.severity];
    title.append(element("small", `${say(kind.vi, kind.en)} · ${finding.code}`));
    summary.append(icon, title, element("span", figure(finding.count), "count"));
    const button = element("button", undefined, "more");
    button.type = "button";
    button.addEventListener("click", () => more(number));
    details.append(summary, element("p", say(finding.message.vi, finding.message.en), "what"), element("ul", undefined, "cases"), button);
    if (finding.kept > finding.cases.length || finding.count > finding.kept && finding.kept) {
      details.append(element("p", say(
        `Trang này hiển thị ${figure(finding.cases.length)} trường hợp đầu; tệp JSON và CSV có ${figure(finding.kept)}.`,
        `This page shows the first ${figure(finding.cases.length)} cases; JSON and CSV have ${figure(finding.kept)}.`), "what"));
    }
    details.open = open.length ? open[number] : number === data.findings.findIndex((one) => one.cases.length);
    return details;
  }));
  data.findings.forEach((_, number) => more(number));
  document.getElementById("clean").hidden = data.findings.length > 0;
}

function legend() {
  const used = ["error", "warning", "note"].filter((one) => data.findings.some((each) => each.severity === one && each.layer));
  const rows = used.map((one) => [data.severities[one], COLOURS[one], `${COLOURS[one]}55`]);
  rows.push([{ vi: "Đối tượng liên quan", en: "Feature concerned" }, "#17202b", "#ffffff"]);
  rows.push([{ vi: "Lớp xung quanh", en: "Layer around" }, "#8d98a5", "#c9d0d8"]);
  rows.push([{ vi: "Ranh giới xã, phường", en: "Commune border" }, "#6b4f8a", "transparent"]);
  document.getElementById("legend").replaceChildren(...rows.map(([title, line, fill]) => {
    const row = element("div");
    const sign = element("i");
    sign.style.borderColor = line;
    sign.style.background = fill;
    row.append(sign, say(title.vi, title.en));
    return row;
  }));
}

function show() {
  head();
  findings();
  legend();
  if (chosen) {
    const { number, at } = chosen;
    chosen = null;
    choose(number, at, "again");
  }
}

L.control.scale({ imperial: false }).addTo(map);
data.findings.forEach((finding, number) => {
  if (!finding.layer) return;
  window[finding.layer].eachLayer((shape) => {
    shapes[number].set(shape.feature.properties.case, shape);
    shape.on("click", () => choose(number, shape.feature.properties.case, "map"));
  });
});
document.getElementById("language").addEventListener("click", () => {
  document.documentElement.lang = language() === "vi" ? "en" : "vi";
  show();
});
if (new URLSearchParams(location.search).get("lang") === "en") document.documentElement.lang = "en";
if (data.around.length) {
  const [west, south, east, north] = data.around;
  map.fitBounds([[south, west], [north, east]], { padding: [40, 40], maxZoom: 19, animate: false });
} else {
  document.getElementById("nowhere").hidden = false;
  map.setView([10.95, 106.83], 12);
}
show();
