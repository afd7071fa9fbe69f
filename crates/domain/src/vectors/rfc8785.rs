//! RFC 8785: JSON in canonical form. Our files hold no fractions, so the numbers of appendix B must be refused.

use super::same;
use crate::jcs::{self, JcsError};
use serde_json::{Value, json};

fn canonical(value: &Value) -> Result<String, String> {
    let bytes = jcs::to_vec(value).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

/// §3.2.2: escapes and literals, from a text that spells them otherwise.
pub fn strings() -> Result<(), String> {
    let text = r#"{"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#;
    let value: Value = super::table(text)?;
    let wanted = "{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
    same("strings", canonical(&value)?.as_str(), wanted)?;
    let short = json!("\u{8}\u{c}\n\r\t\u{7f}\u{1f}");
    same("short escapes", canonical(&short)?.as_str(), "\"\\b\\f\\n\\r\\t\u{7f}\\u001f\"")
}

/// §3.2.3: members sorted by UTF-16 code units.
pub fn sorting() -> Result<(), String> {
    let text = r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
        "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#;
    let sorted = canonical(&super::table(text)?)?;
    let order = [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ];
    let places: Vec<Option<usize>> = order.iter().map(|name| sorted.find(name)).collect();
    same("all there", places.iter().all(Option::is_some), true)?;
    same("in order", places.is_sorted(), true)?;
    let nested = json!({"b": [1, {"d": 1, "c": 2}], "a": {}});
    same("nested", canonical(&nested)?.as_str(), r#"{"a":{},"b":[1,{"c":2,"d":1}]}"#)
}

/// Appendix B: what is an integer within 2^53-1 is written as it is; everything else has no form here.
pub fn numbers() -> Result<(), String> {
    for (number, wanted) in [
        (json!(0), "0"),
        (json!(9_007_199_254_740_991_u64), "9007199254740991"),
        (json!(-9_007_199_254_740_991_i64), "-9007199254740991"),
    ] {
        same("integer", canonical(&number)?.as_str(), wanted)?;
    }
    let refused = [
        "5e-324",
        "-5e-324",
        "1.7976931348623157e+308",
        "9007199254740992",
        "-9007199254740992",
        "295147905179352830000",
        "1e+23",
        "9.999999999999997e+22",
        "0.000001",
        "333333333.3333332",
        "1424953923781206.2",
        "1.0",
        "-0.0",
    ];
    for text in refused {
        let value: Value = super::table(text)?;
        same(text, matches!(jcs::to_vec(&value), Err(JcsError::Number(_))), true)?;
    }
    Ok(())
}
