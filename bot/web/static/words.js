// The page's words in the person's language, its time zone, and which chat it shows.
const { words, timezone, session } = document.body.dataset;

export const say = JSON.parse(words);
export const zone = timezone;
export const chat = session;
export const language = document.documentElement.lang;
