// Monaco's workers come from the folder of this bundle, in the same version.

const bundle = new URL(document.currentScript.src);

globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    const name = label === "json" || label === "graphql" ? label : "editor";
    return new Worker(new URL(`${name}.worker.js${bundle.search}`, bundle));
  },
};
