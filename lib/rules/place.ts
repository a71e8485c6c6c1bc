import type { HeaderField, HttpRequest } from "../http/request.ts";
import type { UnderstoodParameter } from "../oauth/understood.ts";
import type { Span } from "../text/span.ts";
import type { Traced } from "../text/traced.ts";

/** What a finding points at. The runner makes spans or the name of a part of it, by the door. */
export interface Place {
  readonly values: readonly Traced[];
  readonly spans: readonly Span[];
  readonly part: string | null;
}

/** Lists are taken as they are: spread into arguments, a long one would overflow the stack. */
export function atSpan(...spans: readonly (Span | readonly Span[])[]): Place {
  return { values: [], spans: spans.flat(), part: null };
}

export function atValue(part: string, ...values: readonly (Traced | readonly Traced[])[]): Place {
  return { values: values.flat(), spans: [], part };
}

/** The body; of a request without one, the request as a whole. */
export function atBody(request: HttpRequest): Place {
  return atValue("body", ...(request.body ? [request.body] : []));
}

export function atHeader({ name, value }: HeaderField): Place {
  return atValue(`headers.${name.text}`, name, value);
}

export function atHeaderValue({ name, value }: HeaderField): Place {
  return atValue(`headers.${name.text}`, value.text === "" ? name : value);
}

export function atMethod(request: HttpRequest): Place {
  return atValue("method", request.method);
}

export function atUrl(request: HttpRequest): Place {
  return atValue("url", request.host, request.target);
}

/** A parameter as a whole: its name and its value. */
export function atParameter(parameter: UnderstoodParameter): Place {
  return atValue(partOf(parameter), parameter.name, parameter.value);
}

/** The value of a parameter; its name where the value is empty. */
export function atParameterValue(parameter: UnderstoodParameter): Place {
  return atValue(partOf(parameter), parameter.value.text === "" ? parameter.name : parameter.value);
}

/** The part of the request that a parameter stands in. */
export function partOf({ name, from }: UnderstoodParameter): string {
  if (from === "authorization") return "headers.Authorization";
  if (from === "header") return `headers.${name.text}`;
  return `${from}.${name.text}`;
}
