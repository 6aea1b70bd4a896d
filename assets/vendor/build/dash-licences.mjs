// Writes ../LICENSES-dash.txt: the licences of Dash's renderer and of what is bundled in it.
// Usage: node dash-licences.mjs DASH_PACKAGE DASH_LICENCE
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { licences } from "./licences.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [dash, licence] = process.argv.slice(2);
// The readable renderer names its modules by their paths; the served one is the same without the names.
const code = readFileSync(join(dash, "dash-renderer", "build", "dash_renderer.dev.js"), "utf8");
const bundled = [...code.matchAll(/"\.\/node_modules\/((?:@[\w-]+\/)?[\w.-]+)\//g)].map((found) => found[1]);
// Served beside it; react-dom holds scheduler, prop-types holds object-assign and react-is.
const names = [...new Set([...bundled, "react", "react-dom", "scheduler", "prop-types", "object-assign", "react-is"])].sort();
const missing = names.filter((name) => !existsSync(join(here, "node_modules", name)));
if (missing.length) {
    console.error(`first: npm install --no-save --ignore-scripts --legacy-peer-deps ${missing.join(" ")}`);
    process.exit(1);
}
const texts = licences(names.map((name) => join(here, "node_modules", name)));
const own = `Dash (MIT)\n----------\n${readFileSync(licence, "utf8").replace(/\r\n/g, "\n").trim()}\n`;
writeFileSync(join(here, "..", "LICENSES-dash.txt"),
    `Licences of the software in Dash's scripts\n\n${[own, ...texts.values()].join("\n\n")}`);
