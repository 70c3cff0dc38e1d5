// By rule of IBM's engine, the criteria under which it is a violation.
const found = {}, wanted = arguments[0];
for (const guideline of new ace.Checker().getGuidelines().filter(one => wanted.includes(one.id)))
  for (const point of guideline.checkpoints) for (const rule of point.rules || [])
    if (rule.level === "VIOLATION" && rule.enabled !== false) if (/^\d/.test(point.num)) (found[rule.id] = found[rule.id] || new Set()).add(point.num);
return Object.fromEntries(Object.entries(found).map(([rule, numbers]) => [rule, [...numbers].sort()]))
