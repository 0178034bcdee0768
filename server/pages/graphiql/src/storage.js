// Keeps the look of the page (theme, panes) between visits. What is typed, passwords and tokens among it, stays in memory.

const look = /^graphiql:(theme|visiblePlugin|\w+Flex)$/;
const typed = new Map();

export const storage = {
  getItem: (name) => (look.test(name) ? localStorage.getItem(name) : (typed.get(name) ?? null)),
  setItem: (name, text) => (look.test(name) ? localStorage.setItem(name, text) : typed.set(name, text)),
  removeItem: (name) => (look.test(name) ? localStorage.removeItem(name) : typed.delete(name)),
  clear: () => typed.clear(),
  get length() {
    return typed.size;
  },
};
