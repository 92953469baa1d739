/** Read by Vite's Svelte plugin, svelte-check and ESLint. */
export default {
  compilerOptions: { runes: true },
};
