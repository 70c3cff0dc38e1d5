"""The pages that tell: home, help, display choices, accessibility."""
