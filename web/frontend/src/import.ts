/** The page on which a file is imported: sent, looked at, mapped, tried, loaded. One state; each step draws it. */

import { RequestFailed } from "./api";
import { type Child, element } from "./dom";
import { hasEnded, type JobDocument } from "./job/contract";
import { afterLoad } from "./importing/after";
import { columnsCard } from "./importing/columns";
import type { Choices, PageConfig, Preview, Targets, Upload } from "./importing/contract";
import { dropStep } from "./importing/drop";
import { crsCard, factsLine, isReady, layerCard, mapNote, sourceCard, textCard } from "./importing/look";
import { modeCard, modeIsReady } from "./importing/mode";
import { actions, button, notice, refusalNotice } from "./importing/parts";
import { isPlaceless, streetsCard } from "./importing/places";
import { presetBanner, presetCard, presetSaved } from "./importing/preset";
import { PreviewMap } from "./importing/preview-map";
import { askImport, fetchPreview, fetchTargets, fetchUpload, said, sendFiles } from "./importing/requests";
import { Running } from "./importing/running";
import { type Step, stepList } from "./importing/steps";
import { valuesCard } from "./importing/values";
import { say } from "./importing/words";
import "./styles/import.css";
import "./styles/job.css";

const config = JSON.parse(document.getElementById("import-config")?.textContent ?? "{}") as PageConfig;
const root = document.getElementById("import") as HTMLElement;
const announcer = element("p", { class: "dt-unseen", role: "status" });

class Wizard {
  private step: Step = "file";
  private upload: Upload | null = null;
  private targets: Targets = { layers: [], templates: [], streets: [], presets: [], systems: [] };
  private choices: Choices = {};
  private preview: Preview | null = null;
  private trouble: string | null = null;
  private busy: string | null = null;
  private share: number | null = null;
  private running: Running | null = null;
  private job: JobDocument | null = null;
  private asking = new AbortController();
  private readonly map = new PreviewMap();
  private mapDraws: Promise<boolean> | null = null;

  /** An upload or a job that the address names is taken up again: a page may be loaded anew. */
  async start(): Promise<void> {
    const [kind, id] = location.hash.slice(1).split("=");
    this.draw();
    try {
      this.targets = await fetchTargets(config.targets_url);
      if (kind === "upload" && id) await this.look(await fetchUpload(config.uploads_url, id));
      else if (kind === "job" && id) this.followLoad(id);
    } catch (error) {
      history.replaceState(null, "", location.pathname + location.search);
      this.fail(error);
    }
  }

  private async send(files: File[]): Promise<void> {
    const bytes = files.reduce((sum, file) => sum + file.size, 0);
    if (bytes > config.limit_mb * 1e6) {
      this.trouble = `${say("tooLarge", String(config.limit_mb))} ${say("tooLargeHint")}`;
      return this.draw();
    }
    [this.busy, this.trouble, this.share] = [say("sending"), null, 0];
    this.draw();
    try {
      const upload = await sendFiles(config.uploads_url, files, (share) => {
        this.share = share;
        const bar = root.querySelector<HTMLProgressElement>("progress.dt-import-sent");
        if (bar) bar.value = share;
      });
      [this.choices, this.preview] = [{}, null];
      history.replaceState(null, "", `#upload=${upload.id}`);
      await this.look(upload);
    } catch (error) {
      this.fail(error);
    }
  }

  private async look(upload: Upload): Promise<void> {
    [this.upload, this.share] = [upload, null];
    this.busy = say("reading");
    this.draw();
    await this.read();
    const best = this.preview?.suggested[0];
    if (this.trouble === null) this.go("look");
    if (best && !this.choices.layer && this.preview?.layer === null) {
      const name = best.name;
      this.choose(best.new ? { layer: name, template: name } : { layer: name });
    }
  }

  private choose(changes: Partial<Choices>): void {
    this.choices = { ...this.choices, ...changes };
    this.draw();
    void this.read().then(() => this.draw());
  }

  /** What doesn't change how the file is read. */
  private note(changes: Partial<Choices>): void {
    this.choices = { ...this.choices, ...changes };
    this.draw();
  }

  private async read(): Promise<void> {
    if (!this.upload) return;
    this.asking.abort();
    const asking = (this.asking = new AbortController());
    this.busy = say("reading");
    root.setAttribute("aria-busy", "true");
    try {
      this.preview = await fetchPreview(this.upload, said(this.choices), asking.signal);
      [this.trouble, this.busy] = [null, null];
    } catch (error) {
      if (asking.signal.aborted) return;
      this.fail(error);
    }
    root.removeAttribute("aria-busy");
  }

  private async run(step: "try" | "load"): Promise<void> {
    if (!this.upload) return;
    this.running?.leave();
    [this.running, this.job] = [null, null];
    this.go(step);
    try {
      const { job } = await askImport(config.imports_url, this.upload, said(this.choices), step === "try");
      if (step === "load") history.replaceState(null, "", `#job=${job}`);
      this.running = this.following(job);
    } catch (error) {
      this.fail(error);
    }
    this.draw();
  }

  private followLoad(id: string): void {
    this.running = this.following(id);
    this.go("load");
  }

  private following(id: string): Running {
    return new Running(config.jobs_url, id, (job) => {
      const ended = hasEnded(job) && !(this.job && hasEnded(this.job));
      this.job = job;
      if (ended) this.draw();
    });
  }

  private go(step: Step): void {
    [this.step, this.trouble, this.busy] = [step, null, null];
    this.draw();
    root.querySelector<HTMLElement>("h1, [data-step-heading]")?.focus({ preventScroll: true });
    globalThis.scrollTo({ top: 0 });
    announcer.textContent = document.querySelector(".dt-import-step-now")?.textContent ?? "";
  }

  private fail(error: unknown): void {
    const said = error instanceof RequestFailed ? error.said : null;
    this.trouble = said ?? `${say("unreachable")} ${say("unreachableHint")}`;
    [this.busy, this.share] = [null, null];
    root.removeAttribute("aria-busy");
    this.draw();
  }

  /** The whole page anew; whoever has the keyboard keeps it. */
  private draw(): void {
    const focused = document.activeElement?.id ?? "";
    const ended = this.job !== null && hasEnded(this.job);
    const canGoBack = this.upload !== null && this.step !== "load";
    root.dataset.step = this.step;
    root.dataset.busy = String(this.busy !== null);
    root.replaceChildren(stepList(this.step, canGoBack ? (step) => (step === "file" ? this.again() : this.go(step)) : null), announcer, ...this.content(ended));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    this.map.resize();
  }

  private content(ended: boolean): HTMLElement[] {
    const trouble = this.trouble ? [notice(this.trouble)] : [];
    switch (this.step) {
      case "file":
        return [...trouble, this.busy ? this.waiting() : dropStep(config, (files) => void this.send(files))];
      case "look":
        return [...trouble, ...this.lookContent()];
      case "map":
        return [...trouble, ...this.mapContent()];
      case "try":
        return [...trouble, ...this.jobContent("tryHeading", "tryLead"), this.tryActions(ended)];
      case "load":
        return [...trouble, ...this.jobContent("loadHeading", "loadLead"), ...this.saved(), ...afterLoad(this.job, config), ...(ended || this.trouble ? [this.loadActions()] : [])];
    }
  }

  private waiting(): HTMLElement {
    const bar = this.share === null ? element("progress", {}) : element("progress", { class: "dt-import-sent", max: 1, value: this.share });
    return element("div", { class: "card dt-import-card dt-import-waiting", role: "status" }, element("p", {}, this.busy ?? ""), bar);
  }

  private lookContent(): HTMLElement[] {
    const preview = this.preview;
    if (!preview) return [this.waiting()];
    const choose = (changes: Partial<Choices>): void => this.choose(changes);
    const unreadable = preview.refusals.file && preview.source_layers.length === 0;
    const streets = streetsCard(preview, this.choices, this.targets, choose);
    const cards: Child[] = unreadable
      ? []
      : [sourceCard(preview, this.choices, choose), streets, isPlaceless(preview, this.choices) ? null : crsCard(preview, this.choices, this.targets, choose), layerCard(preview, this.choices, this.targets, choose)];
    const notices = [preview.refusals.file, preview.refusals.geometry].flatMap((one) => (one ? [refusalNotice(one)] : []));
    const next = button("goMap", () => this.go("map"), true, !isReady(preview) || this.busy !== null);
    const banner = this.banner(preview);
    const parts: HTMLElement[] = [element("p", { class: "dt-import-facts" }, factsLine(preview)), ...(banner ? [banner] : []), ...notices];
    if (!unreadable) {
      const note = element("p", { class: "dt-import-quiet dt-import-note" }, mapNote(preview));
      parts.push(
        element("div", { class: "dt-import-look" }, element("figure", {}, this.map.element, note), element("div", { class: "dt-import-choices" }, ...cards)),
        preview.columns.length > 0 ? textCard(preview, this.choices, choose) : element("span", {}),
      );
      void this.showOnMap(preview);
    } else if (streets) parts.push(streets);
    parts.push(actions(button("another", () => this.again()), unreadable ? null : next));
    return parts;
  }

  private async showOnMap(preview: Preview): Promise<void> {
    this.map.element.setAttribute("aria-label", say("mapLabel"));
    this.map.element.setAttribute("role", "region");
    this.mapDraws ??= this.map.start(config.layers_url, config.worker_url).catch(() => false);
    if (!(await this.mapDraws)) {
      this.map.element.replaceChildren(element("p", { class: "dt-import-quiet" }, say("noMap")));
      return;
    }
    if (preview !== this.preview) return;
    const chosen = preview.candidates.findIndex((one) => one.crs === this.choices.crs);
    if (preview.crs) this.map.show(preview.sample, preview.bounds);
    else if (preview.candidates.length) this.map.showBoxes(preview.candidates.map((one) => one.bounds), chosen);
    else this.map.show({ type: "FeatureCollection", features: [] }, null);
  }

  /** To change a preset is to map otherwise and to save under its name. */
  private banner(preview: Preview): HTMLElement | null {
    const change = (name: string): void => {
      this.note({ save_preset: name });
      if (this.step === "look" && isReady(preview)) this.go("map");
    };
    return presetBanner(preview, this.choices, config, (changes) => this.choose(changes), change);
  }

  private mapContent(): HTMLElement[] {
    const preview = this.preview;
    if (!preview) return [];
    return [
      element("p", { class: "dt-import-facts" }, factsLine(preview)),
      ...[
        this.banner(preview),
        columnsCard(preview, this.choices, (mapping) => this.choose({ mapping })),
        valuesCard(preview, this.choices, (changes) => this.choose(changes)),
        modeCard(preview, this.choices, (changes) => this.note(changes)),
        presetCard(preview, this.choices, this.targets, config, (changes) => this.choose(changes), (changes) => this.note(changes)),
      ].filter((one) => one !== null),
      actions(
        button("back", () => this.go("look")),
        button("goTry", () => void this.run("try"), true, !isReady(preview) || preview.refusals.mapping !== undefined || !modeIsReady(preview, this.choices) || this.busy !== null),
      ),
    ];
  }

  private jobContent(heading: "tryHeading" | "loadHeading", lead: "tryLead" | "loadLead"): HTMLElement[] {
    const head = element("div", { class: "dt-import-lead" }, element("h2", { tabindex: -1, "data-step-heading": true }, say(heading)), element("p", {}, say(lead)));
    return [head, this.running?.element ?? (this.trouble ? element("span", {}) : this.waitingForJob())];
  }

  private waitingForJob(): HTMLElement {
    return element("div", { class: "card dt-import-card dt-import-waiting", role: "status" }, element("progress", {}));
  }

  private tryActions(ended: boolean): HTMLElement {
    const good = this.job?.state === "succeeded";
    const before = this.job?.error?.code === "E-RUN-02";
    const again = (): void => {
      this.choices = { ...this.choices, again: true };
      void this.run("try");
    };
    return actions(
      button("back", () => this.go("map")),
      before && element("button", { type: "button", class: "btn", onclick: again }, say("againLabel")),
      ended && !good && !before && button("tryAgain", () => void this.run("try")),
      button("goLoad", () => void this.run("load"), true, !good),
    );
  }

  private saved(): HTMLElement[] {
    const name = this.choices.save_preset;
    return name && this.job?.state === "succeeded" ? [presetSaved(name, config)] : [];
  }

  private loadActions(): HTMLElement {
    const done = this.job?.state === "succeeded";
    return actions(
      !done && this.upload !== null && button("back", () => this.go("map")),
      this.job && element("a", { class: "btn", href: this.job.links.page }, say("jobPage")),
      button("another2", () => this.again()),
    );
  }

  private again(): void {
    this.running?.leave();
    [this.upload, this.preview, this.running, this.job, this.choices] = [null, null, null, null, {}];
    history.replaceState(null, "", location.pathname + location.search);
    this.go("file");
    void fetchTargets(config.targets_url).then((targets) => (this.targets = targets), () => undefined);
  }
}

// A file dropped beside the zone must not take the page's place.
for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
void new Wizard().start();
