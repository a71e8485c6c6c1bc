/** Where the chosen theme is kept; it is no secret, so it may outlive the tab. */
export const THEME_KEY = "regrant-theme";

/** Where this tab keeps the workbench; see components/workbench/storage.ts. */
export const WORKBENCH_KEY = "regrant-workbench";

/**
 * Runs in the head, before anything is drawn: a chosen theme shows without a flash, and a workbench that this tab holds
 * is not preceded by the first visit's example. `?theme=` shows a page in one theme without choosing it.
 */
export const THEME_SCRIPT = `(function(d){try{var t=new URLSearchParams(location.search).get("theme")||localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")d.dataset.theme=t}catch(e){}try{if(location.pathname==="/"&&!location.search&&sessionStorage.getItem("${WORKBENCH_KEY}"))d.dataset.restoring=""}catch(e){}})(document.documentElement)`;
