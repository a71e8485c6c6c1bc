import { NextResponse } from "next/server";

/** Stands before every path and lets all in, as the least that a proxy can do. */
export function proxy() {
  return NextResponse.next();
}
