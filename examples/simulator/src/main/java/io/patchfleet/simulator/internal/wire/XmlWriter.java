package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.model.Member;
import io.patchfleet.simulator.internal.model.Shape;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.databind.JsonNode;

/** Writes trees as the XML that the model describes. */
final class XmlWriter {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newFactory();

    /** What XML 1.0 cannot hold. */
    private static final Pattern UNWRITABLE =
            Pattern.compile("[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private final StringWriter document = new StringWriter();
    private final XMLStreamWriter xml;

    private XmlWriter() throws XMLStreamException {
        this.xml = FACTORY.createXMLStreamWriter(document);
    }

    /** What goes into a document. */
    interface Content {
        void writeTo(XmlWriter writer) throws XMLStreamException;
    }

    /** A document with one root element; without a namespace if that is empty. */
    static String document(String root, String namespace, Content content) {
        try {
            XmlWriter writer = new XmlWriter();
            writer.xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            writer.xml.writeStartElement(root);
            if (!namespace.isEmpty()) {
                writer.xml.writeDefaultNamespace(namespace);
            }
            content.writeTo(writer);
            writer.xml.writeEndElement();
            writer.xml.writeEndDocument();
            writer.xml.close();
            return writer.document.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("could not write " + root, e);
        }
    }

    XmlWriter element(String name, Content content) throws XMLStreamException {
        xml.writeStartElement(name);
        content.writeTo(this);
        xml.writeEndElement();
        return this;
    }

    XmlWriter text(String name, String text) throws XMLStreamException {
        return element(
                name,
                writer -> writer.xml.writeCharacters(UNWRITABLE.matcher(text).replaceAll("\uFFFD")));
    }

    XmlWriter members(Shape shape, JsonNode tree) throws XMLStreamException {
        for (Map.Entry<String, Member> member : shape.members().entrySet()) {
            if (tree.hasNonNull(member.getKey())) {
                value(
                        member.getValue().nameInXml(member.getKey()),
                        member.getValue().shape(),
                        tree.get(member.getKey()));
            }
        }
        return this;
    }

    private void value(String name, Shape shape, JsonNode value) throws XMLStreamException {
        switch (shape.kind()) {
            case STRUCTURE -> element(name, writer -> writer.members(shape, value));
            case LIST ->
                element(name, writer -> {
                    for (JsonNode each : value) {
                        writer.value(
                                shape.elements().nameInXml("member"),
                                shape.elements().shape(),
                                each);
                    }
                });
            case MAP ->
                element(name, writer -> {
                    for (Map.Entry<String, JsonNode> each : value.properties()) {
                        writer.element("entry", entry -> {
                            entry.text(shape.keys().nameInXml("key"), each.getKey());
                            entry.value(
                                    shape.elements().nameInXml("value"),
                                    shape.elements().shape(),
                                    each.getValue());
                        });
                    }
                });
            case TIMESTAMP -> text(name, timestamp(value.decimalValue()));
            default -> text(name, value.asString());
        }
    }

    private static String timestamp(BigDecimal epochSeconds) {
        Instant instant = Instant.ofEpochMilli(epochSeconds.movePointRight(3).longValue());
        return DateTimeFormatter.ISO_INSTANT.format(instant);
    }
}
