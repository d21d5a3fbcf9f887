/** A run's own page: its undoing. */

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
if (config && link) document.getElementById("run")?.replaceChildren(new Undo(config.run.id, link, config.jobs_url).element);
