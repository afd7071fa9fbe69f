//! The accessibility tree of what is on the screen, as assistive technology is given it: roles, names, states and their order.

use crate::Failure;
use crate::browser::Browser;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How much of a text is enough to know it by.
const NAME_CHARS: usize = 72;
/// States that are said of a control.
const STATES: [&str; 9] =
    ["level", "focused", "checked", "pressed", "expanded", "selected", "disabled", "required", "invalid"];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    node_id: String,
    #[serde(default)]
    ignored: bool,
    role: Option<Said>,
    name: Option<Said>,
    description: Option<Said>,
    #[serde(default)]
    properties: Vec<Property>,
    #[serde(default)]
    child_ids: Vec<String>,
}

#[derive(Deserialize)]
struct Said {
    #[serde(default)]
    value: Value,
}

#[derive(Deserialize)]
struct Property {
    name: String,
    value: Said,
}

impl Browser {
    /// A line for each node: role, name, and what is said of it, indented by depth. Chromium's alone.
    ///
    /// # Errors
    /// The driver's words.
    pub async fn accessibility_tree(&self) -> Result<String, Failure> {
        let mut found = self.cdp("Accessibility.getFullAXTree", json!({})).await?;
        let nodes: Vec<Node> = serde_json::from_value(found["nodes"].take()).map_err(|error| error.to_string())?;
        let Some(root) = nodes.first() else { return Ok(String::new()) };
        let by_id: BTreeMap<&str, &Node> = nodes.iter().map(|node| (node.node_id.as_str(), node)).collect();
        let mut lines = String::new();
        write(root, &by_id, 0, &mut lines);
        Ok(lines)
    }
}

fn write(node: &Node, by_id: &BTreeMap<&str, &Node>, depth: usize, lines: &mut String) {
    let line = node.line();
    let depth = match &line {
        Some(line) => {
            lines.push_str(&format!("{}{line}\n", "  ".repeat(depth)));
            depth + 1
        }
        None => depth,
    };
    // What a link or button says stands in its name already.
    let is_said = line.is_some() && node.is_named_by_its_content();
    for child in node.child_ids.iter().filter_map(|id| by_id.get(id.as_str())).filter(|_| !is_said) {
        write(child, by_id, depth, lines);
    }
}

impl Node {
    fn role(&self) -> &str {
        self.role.as_ref().and_then(|role| role.value.as_str()).unwrap_or_default()
    }

    fn is_named_by_its_content(&self) -> bool {
        matches!(
            self.role(),
            "button" | "link" | "heading" | "columnheader" | "cell" | "StaticText" | "DisclosureTriangle"
        )
    }

    /// `None`: nothing that anybody is told.
    fn line(&self) -> Option<String> {
        let role = match self.role() {
            _ if self.ignored => return None,
            "none" | "generic" | "InlineTextBox" | "LineBreak" | "LayoutTable" | "ListMarker" | "RootWebArea" => {
                return None;
            }
            "StaticText" => "text",
            role => role,
        };
        let text =
            |said: &Option<Said>| said.as_ref().and_then(|said| said.value.as_str()).map(short).unwrap_or_default();
        let (name, description) = (text(&self.name), text(&self.description));
        let mut line = role.to_owned();
        if !name.is_empty() {
            line += &format!(" {name:?}");
        }
        for state in STATES {
            let value =
                self.properties.iter().find(|property| property.name == state).map(|property| &property.value.value);
            match value {
                None | Some(Value::Bool(false)) => {}
                Some(Value::String(said)) if said == "false" => {}
                Some(Value::Bool(true)) => line += &format!(" {state}"),
                Some(Value::String(said)) => line += &format!(" {state}={said}"),
                Some(said) => line += &format!(" {state}={said}"),
            }
        }
        if !description.is_empty() {
            line += &format!(" ({description})");
        }
        Some(line)
    }
}

fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(NAME_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
