"use client";

import { useEffect, useRef } from "react";
import { isTyping } from "../ui/shortcuts.tsx";

/** Ctrl+Enter and Cmd+Enter send; pressed again, they cancel. */
export function useSendKeys(isPending: boolean, cancel: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      if (isPending) cancel();
      else document.querySelector<HTMLFormElement>("form.req")?.requestSubmit();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [isPending, cancel]);
}

/** What is pasted while no field has the focus is a command. */
export function usePasteAnywhere(onPaste: (text: string) => void): void {
  const handler = useRef(onPaste);
  useEffect(() => {
    handler.current = onPaste;
  });
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (isTyping(event.target) || text.trim() === "") return;
      event.preventDefault();
      handler.current(text);
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);
}
