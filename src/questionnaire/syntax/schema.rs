//! A [`Shape`] as JSON Schema (2020-12), for editors that complete keys and mark slips while one types. What the schema
//! allows beyond the compiler (an id that does not exist, a smallest value above the largest) the compiler still finds.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Key, KeyKind, Need, Shape};

/// Keys of a mapping that depend on a word in it: which keys go with each word behind `key`.
pub struct KeysByWord {
    /// The [`Shape::name`] of the mapping.
    pub shape: &'static str,
    pub key: &'static str,
    pub always: &'static [&'static str],
    pub by_word: &'static [(&'static str, &'static [&'static str])],
}

/// The schema of a file whose top level is `shape`, pretty-printed with a line end. Keys that this version does not
/// carry out are left out, so that they are marked like any other key that does not exist.
pub fn json_schema(shape: &'static Shape, title: &str, dependent: Option<&KeysByWord>) -> String {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(title));
    schema.extend(mapping(shape, dependent));
    let definitions = definitions(shape, dependent);
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), Value::Object(definitions));
    }
    format!("{:#}\n", Value::Object(schema))
}

/// Every shape below `root`, by the name it is referred to.
fn definitions(root: &'static Shape, dependent: Option<&KeysByWord>) -> Map<String, Value> {
    let mut found = Map::new();
    let mut seen = BTreeSet::new();
    let mut waiting = vec![root];
    while let Some(shape) = waiting.pop() {
        for key in supported(shape) {
            for below in shapes_of(&key.kind) {
                if seen.insert(below.name) {
                    found.insert(definition_name(below), Value::Object(mapping(below, dependent)));
                    waiting.push(below);
                }
            }
        }
    }
    found.sort_keys();
    found
}

fn mapping(shape: &'static Shape, dependent: Option<&KeysByWord>) -> Map<String, Value> {
    let properties: Map<String, Value> = supported(shape)
        .map(|key| {
            let mut schema = kind(&key.kind);
            if key.need == Need::Optional {
                schema = or_nothing(schema);
            }
            schema.insert("description".to_owned(), json!(key.about));
            (key.name.to_owned(), Value::Object(schema))
        })
        .collect();
    let required: Vec<&str> =
        supported(shape).filter(|key| key.need == Need::Required).map(|key| key.name).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.insert("additionalProperties".to_owned(), json!(false));
    if let Some(dependent) = dependent.filter(|dependent| dependent.shape == shape.name) {
        schema.insert("allOf".to_owned(), keys_by_word(dependent));
    }
    schema
}

fn keys_by_word(dependent: &KeysByWord) -> Value {
    let one = |(word, own): &(&str, &[&str])| {
        let keys: Vec<&str> = dependent.always.iter().chain(*own).copied().collect();
        json!({
            "if": { "properties": { (dependent.key): { "const": word } }, "required": [dependent.key] },
            "then": { "propertyNames": { "enum": keys } },
        })
    };
    dependent.by_word.iter().map(one).collect()
}

fn kind(kind: &KeyKind) -> Map<String, Value> {
    let schema = match kind {
        // A reader takes what stands there as text: `edition: 2023`, `text: true`.
        KeyKind::Text | KeyKind::Expression => json!({ "type": ["string", "number", "boolean"] }),
        KeyKind::Number => json!({ "type": "number" }),
        KeyKind::Integer => json!({ "type": "integer" }),
        KeyKind::Boolean => json!({ "type": "boolean" }),
        KeyKind::Scalar => json!({ "type": ["string", "number"] }),
        KeyKind::OneOf(words) => json!({ "enum": words }),
        KeyKind::Mapping(shape) => json!({ "$ref": format!("#/$defs/{}", definition_name(shape)) }),
        KeyKind::Named(each) => json!({ "type": "object", "additionalProperties": self::kind(each) }),
        // In a list of texts, nothing keeps the place of one.
        KeyKind::List(each @ KeyKind::Either(..)) => {
            json!({ "type": "array", "items": or_nothing(self::kind(each)) })
        }
        KeyKind::List(each) => json!({ "type": "array", "items": self::kind(each) }),
        KeyKind::Either(one, other) => json!({ "anyOf": [self::kind(one), self::kind(other)] }),
        KeyKind::Any => json!({}),
    };
    match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

/// A key with nothing behind it reads like one that is not there.
fn or_nothing(mut schema: Map<String, Value>) -> Map<String, Value> {
    let null = json!({ "type": "null" });
    if schema.is_empty() {
        return schema;
    }
    if let Some(Value::Array(words)) = schema.get_mut("enum") {
        words.push(Value::Null);
    } else if let Some(Value::Array(kinds)) = schema.get_mut("anyOf") {
        kinds.push(null);
    } else {
        return Map::from_iter([("anyOf".to_owned(), Value::Array(vec![Value::Object(schema), null]))]);
    }
    schema
}

fn shapes_of(kind: &KeyKind) -> Vec<&'static Shape> {
    match kind {
        KeyKind::Mapping(shape) => vec![*shape],
        KeyKind::Named(each) | KeyKind::List(each) => shapes_of(each),
        KeyKind::Either(one, other) => [shapes_of(one), shapes_of(other)].concat(),
        KeyKind::Text
        | KeyKind::Number
        | KeyKind::Integer
        | KeyKind::Boolean
        | KeyKind::Scalar
        | KeyKind::Expression
        | KeyKind::OneOf(_)
        | KeyKind::Any => Vec::new(),
    }
}

fn supported(shape: &'static Shape) -> impl Iterator<Item = &'static Key> {
    shape.keys.iter().filter(|key| key.need != Need::Unsupported)
}

/// "an option" is `option`, "`end_if`" is `end_if`.
fn definition_name(shape: &Shape) -> String {
    let name = shape.name.trim_start_matches("an ").trim_start_matches("a ");
    name.replace('`', "").replace(' ', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    static LEAF: Shape =
        Shape { name: "a leaf", keys: &[Key::optional("size", KeyKind::Integer, "how large")] };
    static BRANCH: Shape = Shape {
        name: "a branch",
        keys: &[
            Key::required("kind", KeyKind::OneOf(&["twig", "bough"]), "which"),
            Key::optional("leaves", KeyKind::List(&KeyKind::Mapping(&LEAF)), "what grows on it"),
            Key::optional("branches", KeyKind::Named(&KeyKind::Mapping(&BRANCH)), "what grows from it"),
            Key::unsupported("fruit", "apples"),
        ],
    };
    const BY_KIND: KeysByWord =
        KeysByWord { shape: "a branch", key: "kind", always: &["kind"], by_word: &[("twig", &["leaves"])] };

    #[test]
    fn a_shape_becomes_a_schema_with_its_parts_defined_once() {
        let schema: Value = serde_json::from_str(&json_schema(&BRANCH, "Tree", Some(&BY_KIND))).unwrap();
        let branch = &schema["properties"];
        assert_eq!(schema["title"], "Tree");
        assert_eq!(schema["required"], json!(["kind"]));
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(branch["kind"], json!({ "enum": ["twig", "bough"], "description": "which" }));
        assert_eq!(branch["leaves"]["anyOf"][0]["items"], json!({ "$ref": "#/$defs/leaf" }));
        assert_eq!(branch["fruit"], Value::Null);
        let size = json!([{ "type": "integer" }, { "type": "null" }]);
        assert_eq!(schema["$defs"]["leaf"]["properties"]["size"]["anyOf"], size);
        assert_eq!(schema["$defs"]["branch"]["required"], json!(["kind"]));
        assert_eq!(schema["allOf"][0]["then"], json!({ "propertyNames": { "enum": ["kind", "leaves"] } }));
    }
}
