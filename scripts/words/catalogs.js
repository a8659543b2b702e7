/**
 * Holds the catalogs against each other and against the code: the same sentences in all languages, and none that nobody
 * says. Knows no language's grammar but its plural forms.
 */

const PLURAL = /_(?:zero|one|two|few|many|other)$/;

/** Keys with their sentences: `area.key` for each. */
const flat = (words, path) =>
  Object.entries(words).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key;
    return typeof value === 'string' ? [[at, value]] : flat(value, at);
  });

/** Sentences by what the code calls them; plural forms of one sentence together, by their endings. */
const sentencesOf = (catalog) => {
  const sentences = new Map();
  for (const [key, text] of flat(catalog, '')) {
    const [form = ''] = key.match(PLURAL) ?? [];
    const name = key.slice(0, key.length - form.length);
    sentences.set(name, { ...sentences.get(name), [form.slice(1)]: text });
  }
  return sentences;
};

/** The placeholders and tags of a sentence: `{name}`, `<b>`; of plural forms, any of them. */
const partsOf = (forms) => [...new Set(Object.values(forms).flatMap((text) => text.match(/\{\w+\}|<\w+>/g) ?? []))].sort().join(' ');

const list = (forms) => [...forms].sort().join(', ');

/** The faults of `catalog`, of the language `tag`, beside the English one. */
const compare = (tag, catalog, english) => {
  const plurals = list(new Intl.PluralRules(tag).resolvedOptions().pluralCategories);
  const sentences = sentencesOf(catalog);
  const wrong = [];
  for (const [key, ours] of sentencesOf(english)) {
    const forms = sentences.get(key);
    sentences.delete(key);
    if (!forms) {
      wrong.push(`${tag} lacks ${key}`);
      continue;
    }
    const wanted = '' in ours ? '' : plurals;
    if (list(Object.keys(forms)) !== wanted) {
      wrong.push(
        `${tag} has ${key} ${wanted ? `in the forms ${list(Object.keys(forms)) || 'of no plural'}, not ${wanted}` : 'in forms that English has not'}`,
      );
    }
    if (partsOf(forms) !== partsOf(ours))
      wrong.push(`${tag} has ${partsOf(forms) || 'nothing'} filled into ${key}, English ${partsOf(ours) || 'nothing'}`);
    if (Object.values(forms).includes('') && !Object.values(ours).every((text) => text.trim() === '')) wrong.push(`${tag} says nothing at ${key}`);
  }
  return [...wrong, ...[...sentences.keys()].map((key) => `${tag} has ${key}, which English has not`)];
};

/** The faults of the catalogs, by their tags. */
export const faultsOf = (catalogs) => Object.entries(catalogs).flatMap(([tag, catalog]) => compare(tag, catalog, catalogs.en));

/** Keys that no text of the code names. A text with values filled in, `…`, names all keys that fit it. */
export const unsaid = (english, texts) => {
  const areas = Object.keys(english);
  const keys = texts.filter((text) => areas.some((area) => text.startsWith(`${area}.`)));
  const whole = new Set(keys);
  const patterns = keys
    .filter((key) => key.includes('…'))
    .map(
      (key) =>
        new RegExp(
          `^${key
            .split('…')
            .map((part) => part.replaceAll('.', '\\.'))
            .join('.+')}$`,
        ),
    );
  return [...sentencesOf(english).keys()].filter((key) => !whole.has(key) && !patterns.some((pattern) => pattern.test(key)));
};
