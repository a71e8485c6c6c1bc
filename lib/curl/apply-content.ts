import { addedBy, isKnown, slice } from "../text/traced.ts";
import { type DataOption, encodeData, readData } from "./data.ts";
import { type Context, chooseKind, type Stop, takeNode, type Use } from "./effect.ts";
import { parseFormPart, parseFormString } from "./form.ts";
import { maskUnknowns } from "./opaque.ts";
import { isSince } from "./version.ts";

/** A URL, by --url or as a word of its own; from 8.13 on a leading `@` names a file of URLs. */
export function applyUrl(use: Use, { operation, release }: Context): Stop | null {
  const modern = isSince(release, "8.14.1");
  if (modern && use.value.text === "" && isKnown(use.value)) return { trouble: "blank-value" };
  if (modern && maskUnknowns(use.value)[0] === "@") return { trouble: "missing-file" };
  takeNode(operation, "url").url = use;
  return modern && operation.filled.url > 1 && (operation.etagSave ?? operation.etagCompare)
    ? { trouble: "bad-value", message: ETAG }
    : null;
}

const AND = addedBy("curl", "&");
const ETAG = "curl: The etag options only work on a single URL";

/** --etag-save and --etag-compare, which take one URL only. */
export function applyEtag(use: Use, { operation, release }: Context): Stop | null {
  if (isSince(release, "8.14.1") && operation.filled.url > 1) return { trouble: "bad-value", message: ETAG };
  if (use.name === "etag-compare") operation.etagCompare = use;
  else operation.etagSave = use;
  return null;
}

/** The -d family and --json. */
export function applyData(name: DataOption, use: Use, context: Context): Stop | null {
  const { operation, release, input, notes } = context;
  const modern = isSince(release, "8.14.1");
  const piece = readData(name, use.value, input, release);
  if (piece.file) {
    notes.push({ kind: "data-from-file", span: use.span, data: { file: piece.file.text } });
    if (modern) return { trouble: "missing-file", message: `curl: Failed to open ${piece.file.text}` };
  }
  if (name === "json") operation.json = true;
  // 7.88 joins after any data option, later releases only after data that were not empty.
  const joins = modern ? operation.hasData : operation.dataSpan !== null;
  if (joins && name !== "json") operation.data.push(AND);
  operation.data.push(piece.content);
  operation.hasData ||= joins || piece.content.pieces.length > 0;
  operation.dataSpan ??= use.span;
  return null;
}

/** --url-query. */
export function applyQuery(use: Use, { operation, release, input, notes }: Context): Stop | null {
  const literal = maskUnknowns(use.value)[0] === "+";
  const piece = literal ? { content: slice(use.value, 1), file: null } : encodeData(use.value, input);
  if (piece.file) {
    notes.push({ kind: "data-from-file", span: use.span, data: { file: piece.file.text } });
    if (isSince(release, "8.14.1")) {
      return { trouble: "missing-file", message: `curl: Failed to open ${piece.file.text}` };
    }
  }
  if (operation.query.length > 0) operation.query.push(AND);
  operation.query.push(piece.content);
  return null;
}

/** Multiparts in multiparts beyond this are taken for a mistake. */
const DEPTH = 200;

/** -F and --form-string. */
export function applyForm(use: Use, { operation, release, input }: Context): Stop | null {
  const node =
    use.name === "form-string"
      ? parseFormString(use.value)
      : parseFormPart(use.value, operation.formDepth, input, release);
  if (!node)
    return {
      trouble: "bad-value",
      message: `Warning: Illegally formatted input field${isSince(release, "8.14.1") ? "" : "!"}`,
    };
  if (operation.formDepth >= DEPTH && node.step === "open") return { trouble: "bad-value" };
  operation.form.push(node);
  operation.formDepth += node.step === "open" ? 1 : node.step === "close" ? -1 : 0;
  const message = chooseKind(operation, "MIME");
  return message === null ? null : { trouble: "conflicting-options", message };
}

/** -T. */
export function applyUpload(use: Use, { operation }: Context): Stop | null {
  takeNode(operation, "upload").upload = use;
  return null;
}
