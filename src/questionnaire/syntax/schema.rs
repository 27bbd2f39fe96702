//! A shape as JSON Schema, for editors: the same tables that the reader checks keys by.

use serde_json::{Map, Value, json};

use super::{Key, KeyKind, Need, Shape};

/// The JSON Schema (2020-12) of a file of this shape: unknown keys refused, keys that are not carried out left out.
pub fn json_schema(shape: &Shape) -> String {
    let mut definitions = Map::new();
    let root = mapping(shape, &mut definitions);
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(shape.name));
    if let Value::Object(root) = root {
        schema.extend(root);
    }
    schema.insert("$defs".to_owned(), Value::Object(definitions));
    format!("{:#}\n", Value::Object(schema))
}

fn mapping(shape: &Shape, definitions: &mut Map<String, Value>) -> Value {
    let keys = || shape.keys.iter().filter(|key| key.need != Need::Unsupported);
    let properties: Map<String, Value> =
        keys().map(|key| (key.name.to_owned(), property(key, definitions))).collect();
    let required: Vec<&str> = keys().filter(|key| key.need == Need::Required).map(|key| key.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(key: &Key, definitions: &mut Map<String, Value>) -> Value {
    let mut property = Map::new();
    property.insert("description".to_owned(), json!(key.about));
    if let Value::Object(kind) = kind(&key.kind, definitions) {
        property.extend(kind);
    }
    Value::Object(property)
}

fn kind(of: &KeyKind, definitions: &mut Map<String, Value>) -> Value {
    match of {
        // Any scalar is read as the text that is written there.
        KeyKind::Text | KeyKind::Expression => json!({ "type": ["string", "number", "boolean"] }),
        KeyKind::Scalar => json!({ "type": ["string", "number"] }),
        KeyKind::Number => json!({ "type": "number" }),
        KeyKind::Integer => json!({ "type": "integer" }),
        KeyKind::Boolean => json!({ "type": "boolean" }),
        KeyKind::OneOf(words) => json!({ "enum": words }),
        KeyKind::Mapping(shape) => reference(shape, definitions),
        KeyKind::Named(values) => {
            json!({ "type": "object", "additionalProperties": kind(values, definitions) })
        }
        KeyKind::List(values) => json!({ "type": "array", "items": kind(values, definitions) }),
        KeyKind::Either(one, other) => json!({ "anyOf": [kind(one, definitions), kind(other, definitions)] }),
        KeyKind::Any => json!({}),
    }
}

/// A shape under `$defs`, written once however often it is used.
fn reference(shape: &Shape, definitions: &mut Map<String, Value>) -> Value {
    let name: String = shape.name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let name = name.trim_matches('_').to_owned();
    if !definitions.contains_key(&name) {
        definitions.insert(name.clone(), Value::Null);
        let definition = mapping(shape, definitions);
        definitions.insert(name.clone(), definition);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}
