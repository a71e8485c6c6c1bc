// The programs that tests ask for the truth, and the Debian packages that bring them. They are installed once, by apt,
// where we are root on such a system; elsewhere the tests that need them skip, and say so.
import { existsSync } from "node:fs";
import path from "node:path";
import { run } from "./children.mjs";

/** Program or file → package. */
const TOOLS = [
  ["bash", "bash"],
  ["dash", "dash"],
  ["zsh", "zsh"],
  ["fish", "fish"],
  ["curl", "curl"],
  ["openssl", "openssl"],
  ["python3", "python3"],
  ["wget", "wget"],
  ["redis-server", "redis-server"],
  ["http", "httpie"],
  ["/usr/lib/python3/dist-packages/requests/__init__.py", "python3-requests"],
  ["/usr/lib/python3/dist-packages/httpx/__init__.py", "python3-httpx"],
  ["php", "php-cli"],
  ["/etc/php/8.2/mods-available/curl.ini", "php-curl"],
  ["/usr/share/php/GuzzleHttp/autoload.php", "php-guzzlehttp-guzzle"],
  ["ruby", "ruby"],
  ["go", "golang-go"],
  ["javac", "default-jdk-headless"],
  ["mono", "mono-runtime"],
  ["mcs", "mono-mcs"],
  ["/usr/lib/mono/4.5/System.Net.Http.dll", "libmono-system-net-http4.0-cil"],
  // The heavy ones are asked for by the long run alone.
  ...(process.env.SNIPPETS === "all"
    ? [
        ["/usr/lib/wine/wine64", "wine64"],
        ["/usr/bin/cargo", "cargo"],
        ["/usr/share/cargo/registry/reqwest-0.11.13/Cargo.toml", "librust-reqwest-dev"],
      ]
    : []),
];

const BROWSERS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

export function findProgram(name) {
  if (name.startsWith("/")) return existsSync(name) ? name : undefined;
  const suffixes = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    for (const suffix of suffixes) {
      const file = path.join(folder, name + suffix);
      if (folder && existsSync(file)) return file;
    }
  }
  return undefined;
}

/** A Chromium for Playwright: the one named by CHROMIUM_PATH, or the system's. Undefined: Playwright's own, if any. */
export function findBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named && existsSync(named)) return named;
  return BROWSERS.map(findProgram).find(Boolean);
}

/** Installs what is missing. Resolves to the names of the programs that could not be had. */
export async function ensureTools() {
  const missing = TOOLS.filter(([name]) => !findProgram(name));
  const wantsBrowser = !findBrowser() && !(await hasPlaywrightBrowser());
  const packages = [...new Set(missing.map(([, name]) => name)), ...(wantsBrowser ? ["chromium"] : [])];
  if (packages.length > 0 && canUseApt()) await installPackages(packages);
  if (wantsBrowser && !findBrowser()) await installPlaywrightBrowser();
  const lacking = missing.filter(([name]) => !findProgram(name)).map(([name]) => name);
  if (!findBrowser() && !(await hasPlaywrightBrowser())) lacking.push("chromium");
  return lacking;
}

function canUseApt() {
  return process.getuid?.() === 0 && findProgram("apt-get") !== undefined;
}

/** Postman's runner for the long run: 66 MB in a folder of its own, so that nobody else has to install it. */
export async function ensureNewman(root) {
  const folder = path.join(root, ".cache", "newman");
  if (existsSync(path.join(folder, "node_modules", "newman"))) return;
  console.log("Installing newman, which runs the Postman collections …");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const args = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
  await run(npm, [...args, "newman@6.2.2"], { stdio: ["ignore", "ignore", "inherit"] });
}

async function installPackages(packages) {
  console.log(`Installing Debian packages: ${packages.join(" ")} …`);
  const options = {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  const wait = ["-o", "DPkg::Lock::Timeout=300", "-qq"];
  await run("apt-get", [...wait, "update"], options);
  const install = (names) => run("apt-get", [...wait, "install", "-y", "--no-install-recommends", ...names], options);
  if ((await install(packages)) === 0) return;
  // One package that this release does not have must not cost all the others.
  for (const name of packages) await install([name]);
}

async function hasPlaywrightBrowser() {
  try {
    const { chromium } = await import("@playwright/test");
    return existsSync(chromium.executablePath());
  } catch {
    return false;
  }
}

async function installPlaywrightBrowser() {
  const cli = path.join("node_modules", "@playwright", "test", "cli.js");
  const withDeps = process.getuid?.() === 0 ? ["--with-deps"] : [];
  await run(process.execPath, [cli, "install", ...withDeps, "chromium"]);
}
