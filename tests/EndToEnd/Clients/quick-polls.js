// The classic clients wait 30 seconds before they ask what became of a change. Loaded before them (node -r), this lets them ask at once.
const wait = global.setTimeout;
global.setTimeout = (call, milliseconds, ...rest) => wait(call, milliseconds >= 5000 ? 100 : milliseconds, ...rest);
