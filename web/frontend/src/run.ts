/** A run's own page: its undoing, after which what the page says of the run is brought up to date. */

import { Undo } from "./importing/undo";
import "./styles/run.css";
import "./styles/import.css";
import "./styles/job.css";

interface RunConfig {
  run: { id: number; links: { undo: string | null } };
  jobs_url: string;
}

const text = document.getElementById("run-config")?.textContent;
const config = text ? (JSON.parse(text) as RunConfig) : null;
const link = config?.run.links.undo;
if (config && link) document.getElementById("run")?.replaceChildren(new Undo(config.run.id, link, config.jobs_url, () => void refresh()).element);

/** The state and what can be done, as the server says them now; what can't be asked for stays as it is. */
async function refresh(): Promise<void> {
  try {
    const answer = await fetch(location.href, { cache: "no-store", headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const now = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll<HTMLElement>("[data-fresh]")) {
      const fresh = now.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
      if (fresh) part.replaceWith(fresh);
    }
  } catch {
    // the undoing's own card says what happened
  }
}
