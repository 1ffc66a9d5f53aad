module app {
    requires gradus.data;
    requires org.slf4j;
}
