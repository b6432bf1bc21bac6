// The page's words in the person's language, and which chat it shows.
const { words, session } = document.body.dataset;

export const say = JSON.parse(words);
export const chat = session;
export const language = document.documentElement.lang;
