// Writes world_110m.json beside this file and data/reference/small_states.csv.
// Usage: node extract.mjs WORK/node_modules   (plotly.js 4.1.1 and world-atlas 2.0.2 installed there)
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const TINY = 7000; // square kilometres in the 110m shapes; below this a point is drawn as well
const LAYERS = ["countries"];
const STEPS = 10000; // of the grid that points lie on, each way: four kilometres at most, an eighth of a pixel on a wide map
const FROM_WORLD_ATLAS = { SMR: "674", VAT: "336" }; // not in plotly's 50m file; M49 codes

const here = dirname(fileURLToPath(import.meta.url));
const modules = resolve(process.argv[2] ?? "node_modules");
const load = createRequire(join(modules, "x.js"));
const { geoArea, geoCentroid } = load("d3-geo");
const { feature } = load("topojson-client");

// The assets file is a script for browsers: run it against an empty window object.
const window = {};
const exported = { exports: {} };
vm.runInNewContext(readFileSync(join(modules, "plotly.js/dist/plotly-geo-assets.js"), "utf8"),
    { window, self: window, module: exported, exports: exported.exports });
const { world_110m: world, world_50m: fine } = JSON.parse(JSON.stringify(
    (window.PlotlyGeoAssets ?? exported.exports).topojson));

const area = (topology, geometry) => {
    const a = geoArea(feature(topology, geometry));
    return Math.min(a, 4 * Math.PI - a) * 6371.0088 ** 2;
};
const polygons = (g) => (g.type === "Polygon" ? [g.arcs] : g.arcs);

// plotly.js draws only the first shape of a code. Some codes have several shapes
// (Palestine, Ecuador, Spain, Portugal): make them one shape each.
function merge(topology) {
    const byCode = new Map();
    for (const g of topology.objects.countries.geometries) {
        if (!byCode.has(g.id)) byCode.set(g.id, []);
        byCode.get(g.id).push(g);
    }
    topology.objects.countries.geometries = [...byCode.values()].map((parts) => {
        if (parts.length === 1) return parts[0];
        const largest = parts.reduce((a, b) => (area(topology, b) > area(topology, a) ? b : a));
        return { ...largest, type: "MultiPolygon", arcs: parts.flatMap(polygons) };
    });
}

// Keep the layer a world map of countries uses, and only the arcs it needs.
function prune(topology) {
    const objects = Object.fromEntries(LAYERS.map((n) => [n, topology.objects[n]]));
    const kept = new Map();
    const renumber = (x) => {
        if (Array.isArray(x)) return x.map(renumber);
        const old = x < 0 ? ~x : x;
        if (!kept.has(old)) kept.set(old, kept.size);
        return x < 0 ? ~kept.get(old) : kept.get(old);
    };
    const walk = (g) => {
        if (g.arcs) g.arcs = renumber(g.arcs);
        for (const inner of g.geometries ?? []) walk(inner);
    };
    Object.values(objects).forEach(walk);
    return { ...topology, objects, arcs: [...kept.keys()].map((i) => topology.arcs[i]) };
}

// Put points on a coarser grid: short numbers make half the file. Points that fall together become one.
function coarsen(topology) {
    const { scale: [kx, ky], translate: [west, south] } = topology.transform;
    const [x0, y0, x1, y1] = topology.bbox;
    const [sx, sy] = [(x1 - x0) / (STEPS - 1), (y1 - y0) / (STEPS - 1)];
    const arcs = topology.arcs.map((arc) => {
        let [x, y, beforeX, beforeY] = [0, 0, 0, 0];
        const steps = [];
        arc.forEach(([dx, dy], i) => {
            [x, y] = [x + dx, y + dy];
            const [gx, gy] = [Math.round((x * kx + west - x0) / sx), Math.round((y * ky + south - y0) / sy)];
            if (i === 0 || gx !== beforeX || gy !== beforeY) steps.push([gx - beforeX, gy - beforeY]);
            [beforeX, beforeY] = [gx, gy];
        });
        return steps.length > 1 ? steps : [steps[0], [0, 0]];
    });
    return { ...topology, arcs, transform: { scale: [sx, sy], translate: [x0, y0] } };
}

merge(world);
merge(fine);
const pruned = prune(world);
const out = coarsen(pruned);
writeFileSync(join(here, "world_110m.json"), `${JSON.stringify(out)}\n`);

const reference = join(here, "../../data/reference");
const members = readFileSync(join(reference, "members.csv"), "utf8").trim().split(/\r?\n/).slice(1)
    .map((line) => line.slice(0, 3)).sort();
const coarse = new Map(out.objects.countries.geometries.map((g) => [g.id, area(out, g)]));
const points = new Map(fine.objects.countries.geometries.map((g) => [g.id, g.properties.ct]));
const atlas = JSON.parse(readFileSync(join(modules, "world-atlas/countries-50m.json"), "utf8"));
for (const [iso3, m49] of Object.entries(FROM_WORLD_ATLAS)) {
    const shape = atlas.objects.countries.geometries.find((g) => g.id === m49);
    points.set(iso3, geoCentroid(feature(atlas, shape)));
}
const small = members.filter((c) => (coarse.get(c) ?? 0) < TINY);
writeFileSync(join(reference, "small_states.csv"), ["iso3,longitude,latitude",
    ...small.map((c) => [c, ...points.get(c).map((v) => v.toFixed(1))].join(","))].join("\n") + "\n");

const before = new Map(pruned.objects.countries.geometries.map((g) => [g.id, area(pruned, g)]));
const change = [...coarse].map(([c, a]) => [Math.abs(a / before.get(c) - 1), c]).sort((a, b) => b[0] - a[0]);
console.log("largest changes of area by the grid:", change.slice(0, 5).map(([a, c]) => `${c} ${(a * 100).toFixed(1)} %`).join(", "));
console.log("without a shape:", small.filter((c) => !coarse.has(c)).join(" "));
console.log("tiny:", small.filter((c) => coarse.has(c)).map((c) => `${c} ${Math.round(coarse.get(c))}`).join(", "));
console.log("shapes of no member:", [...coarse.keys()].filter((c) => !members.includes(c)).sort().join(" "));
