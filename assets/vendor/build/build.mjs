// Builds ../plotly-<first 10 hex digits of its sha256>.min.js from entry.js.
// Usage: npm ci && npm run build
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { licences } from "./licences.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..");
const version = createRequire(import.meta.url)("plotly.js/package.json").version;

// registry.js requires the style sheet of maplibre for map traces, which this bundle
// does not have: an empty module instead saves 83 kB.
const withoutMapCss = {
    name: "without-map-css",
    setup(b) {
        b.onResolve({ filter: /maplibre-gl.*\.css$/ }, () => ({ path: "empty", namespace: "empty" }));
        b.onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "", loader: "js" }));
    }
};

// Parts of the core that no figure of ours uses; a component that is not registered is passed over by plotly.js itself.
const UNUSED = ["annotations3d", "images", "updatemenus", "sliders", "rangeslider", "rangeselector", "errorbars", "grid"];
const withoutUnused = {
    name: "without-unused",
    setup(b) {
        b.onResolve({ filter: new RegExp(`^\\./components/(${UNUSED.join("|")})$`) }, ({ importer, path }) =>
            importer.endsWith("plotly.js/src/core.js") ? { path, namespace: "unused" } : undefined);
        b.onLoad({ filter: /.*/, namespace: "unused" }, ({ path }) => ({
            contents: `module.exports = { moduleType: "component", name: "unused-${path.split("/").pop()}" };`, loader: "js" }));
        // Countries are named by their codes, never by words that would have to be understood.
        b.onResolve({ filter: /^country-iso-search$/ }, () => ({ path: "names", namespace: "names" }));
        b.onLoad({ filter: /.*/, namespace: "names" }, () => ({ contents: "module.exports = { COUNTRIES: [], createLookup: () => ({ lookupAlpha3() {} }) };", loader: "js" }));
        // d3-geo itself has the projections of the map; plotly.js calls one of them by its older name.
        b.onResolve({ filter: /^d3-geo-projection$/ }, ({ resolveDir }) => ({ path: "projections", namespace: "projections", pluginData: resolveDir }));
        b.onLoad({ filter: /.*/, namespace: "projections" }, ({ pluginData }) => ({
            contents: `exports.geoNaturalEarth = require("d3-geo").geoNaturalEarth1;`, resolveDir: pluginData, loader: "js" }));
    }
};

// The words of plotly.js' own reference, which its published bundles leave out too: descriptions of strings and of lists of them.
const STRING = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/.source;
const DESCRIPTION = new RegExp(`\\bdescription:\\s*(?:${STRING}|\\[(?:${STRING}|[^\\[\\]'"\`])*\\](?:\\.join\\((?:${STRING})\\))?)(?=\\s*[,}])`, "g");
const withoutReference = {
    name: "without-reference",
    setup(b) {
        b.onLoad({ filter: /plotly\.js[/\\]src[/\\].*\.js$/ }, ({ path }) => ({ contents: readFileSync(path, "utf8").replace(DESCRIPTION, "description: 0"), loader: "js" }));
    }
};

// Of the formats of colours those of figures: #hex, names, rgb() and hsl().
const withoutColourSpaces = {
    name: "without-colour-spaces",
    setup(b) {
        b.onResolve({ filter: /^culori$/ }, ({ resolveDir }) => ({ path: "colours", namespace: "colours", pluginData: resolveDir }));
        b.onLoad({ filter: /.*/, namespace: "colours" }, ({ pluginData }) => ({
            contents: `import { modeHsl, modeLrgb, modeRgb, useMode } from "culori/fn";
                [modeRgb, modeLrgb, modeHsl].forEach(useMode);
                export { converter, formatHex, formatRgb, wcagContrast, wcagLuminance } from "culori/fn";`, resolveDir: pluginData, loader: "js" }));
    }
};

const result = await build({
    absWorkingDir: here,
    entryPoints: ["./entry.js"],
    bundle: true,
    write: false,
    minify: true,
    charset: "ascii",
    format: "iife",
    globalName: "Plotly",
    target: "es2018",
    legalComments: "none",
    banner: { // the first line lets Chromium compile every function while the rest is still on its way
        js: `//# allFunctionsCalledOnLoad\n/*! plotly.js ${version}, custom bundle (scatter, bar, choropleth, scattergeo; fr, es, ar). ` +
            "Copyright Plotly, Inc. MIT licence; parts by others: see LICENSES.txt */"
    },
    define: { global: "window", "define.amd": "false" },
    plugins: [withoutMapCss, withoutUnused, withoutReference, withoutColourSpaces],
    metafile: true,
    logLevel: "warning"
});

const code = Buffer.from(result.outputFiles[0].contents);
const name = `plotly-${createHash("sha256").update(code).digest("hex").slice(0, 10)}.min.js`;
for (const old of readdirSync(target)) {
    if (/^plotly-[0-9a-f]{10}\.min\.js$/.test(old)) rmSync(join(target, old));
}
writeFileSync(join(target, name), code);

// Licence texts of everything that is in the bundle.
const folders = [...new Set(Object.keys(result.metafile.inputs)
    .map((p) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(p)?.[1]).filter(Boolean))].sort();
const texts = licences(folders.map((folder) => join(here, folder)));
writeFileSync(join(target, "LICENSES.txt"),
    `Licences of the software in ${name.replace(/-[0-9a-f]{10}/, "-*")}\n\n${[...texts.values()].join("\n\n")}`);

console.log(name);
console.log("raw", code.length, "gz", gzipSync(code, { level: 9 }).length, "br", brotliCompressSync(code, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: code.length }
}).length);
console.log("packages:", [...texts.keys()].join(", "));
