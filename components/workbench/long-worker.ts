import type { Job } from "./long-reader.ts";
import { LONG_TASKS } from "./long-tasks.ts";

addEventListener("message", ({ data }: MessageEvent<Job>) => {
  postMessage({ id: data.id, answer: LONG_TASKS[data.task](data.input) });
});
