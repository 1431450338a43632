/** How dependency-cruiser reads the workspace, without the files that match `exclude`. */
export function cruising(exclude) {
  return {
    doNotFollow: { path: "node_modules" },
    exclude: { path: exclude },
    // Imports of types count.
    tsPreCompilationDeps: true,
    builtInModules: { add: ["cloudflare:workers"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node"],
      extensions: [".ts", ".js", ".mjs"],
    },
  };
}
